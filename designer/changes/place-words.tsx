import { inWords } from "../../core/language/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import classes from "./changes.module.css";
import { useDraft } from "./draft.ts";
import type { FaultPlace } from "./fault-place.ts";

/** Where a fault is, by labels; documents of other kinds by the label they have. */
export function PlaceWords({ place, path }: { place: FaultPlace | null; path: string }) {
  const language = useLanguage();
  const { drafted } = useDraft();
  const [kind, name] = (path.split(" ")[0] ?? "").split("/");
  const document = drafted.documents.find((each) => each.kind === kind && each.name === name);
  const type = drafted.model.types.get(place?.type ?? "");
  const field = type?.fields.get(place?.field ?? "");
  const colon = language === "fr" ? "\u00a0:" : ":";
  const words = [document?.label, field?.label].flatMap((label) => (label ? [inWords(label, language)] : []));
  return words.length > 0 ? <span className={classes.place}>{`${words.join(" › ")}${colon}`}</span> : null;
}
