import { inWords } from "../../core/language/index.ts";
import { type Affected, type AffectedPlace, kindWords } from "../../metamodel/changes/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import { useDraft } from "./draft.ts";

/** Longer texts, such as letters, are not shown: where they stand says enough. */
const longestText = 80;

/** Where a step is felt: closed at first, then document by document with each place in it. */
export function StepAffects({ affects }: { affects: readonly Affected[] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  if (affects.length === 0) return null;
  const count = affects.reduce((sum, { places }) => sum + places.length, 0);
  return (
    <details className={classes.affects}>
      <summary>{say("price.affects", { count, list: namesOf(affects, language) })}</summary>
      <ul>
        {affects.map((document) => (
          <li key={`${document.kind}/${document.name}`}>
            <span className={classes.place}>
              {`${kindWords[document.kind][language]} ${inWords(document.label, language)}`}
            </span>
            <ul>
              {document.places.map((place) => (
                <PlaceLine key={`${place.path} ${place.effect}`} place={place} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}

function PlaceLine({ place }: { place: AffectedPlace }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { published } = useDraft();
  const words = place.words[language];
  // A list of names says in its place already what stands there.
  const isShown = place.text.length <= longestText && !/[«“]/.test(words.split(" › ").at(-1) ?? "");
  const through = place.through.map(({ type, field }) => {
    const known = published.model.types.get(type)?.fields.get(field);
    return known ? inWords(known.label, language) : field;
  });
  const notes = [
    place.effect === "affected" ? null : say(`effect.${place.effect}`),
    through.length > 0 ? say("effect.through", { list: through.join(" → ") }) : null,
  ].filter(Boolean);
  return (
    <li>
      {typeset(words, language)}
      {isShown ? <code className={classes.placeText}>{place.text}</code> : null}
      {notes.length > 0 ? <span className={classes.effect}>{notes.join(" · ")}</span> : null}
    </li>
  );
}

function namesOf(affects: readonly Affected[], language: "fr" | "en"): string {
  return affects.map(({ label }) => inWords(label, language)).join(", ");
}
