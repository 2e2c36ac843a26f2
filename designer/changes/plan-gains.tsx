import { Button } from "@mantine/core";
import { IconAlertTriangle, IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Gain, Gains } from "../../runtime/explain/index.ts";
import type { Shift } from "../../runtime/records/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";

const mostLines = 8;

/** Who gains and who loses what by changed roles: who loses first, with records to look at. */
export function PlanGains({
  gains,
  isOfOne = false,
}: {
  gains: Gains;
  /** It is about one person alone, whose name need not be said. */
  isOfOne?: boolean;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { items, administrators, complete, advice, blanks } = gains;
  const isNothing = items.length + administrators.gained.length + administrators.lost.length === 0;
  const [areAllShown, setAllShown] = useState(false);
  const sorted = [...items].sort((one, other) => lostIn(other) - lostIn(one));
  const shown = areAllShown ? sorted : sorted.slice(0, mostLines);
  const rest = sorted.length - shown.length;
  return (
    <section className={classes.gains} aria-label={say("gains.title")}>
      <h3 className={classes.following}>{say("gains.title")}</h3>
      {isNothing && blanks.length === 0 ? <p className={classes.price}>{say("gains.nobody")}</p> : null}
      <ul className={classes.steps}>
        <Administrators people={administrators.lost} isOfOne={isOfOne} isLost />
        <Administrators people={administrators.gained} isOfOne={isOfOne} />
        {shown.map((gain) => (
          <GainLine key={keyOf(gain)} gain={gain} isOfOne={isOfOne} />
        ))}
      </ul>
      {rest > 0 ? (
        <Button className={classes.showAll} variant="subtle" onClick={() => setAllShown(true)}>
          {say("gains.show-all", { count: rest })}
        </Button>
      ) : null}
      {[...blanks, ...advice].map((words) => (
        <div key={words.en} className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden />
          {typeset(words[language], language)}
        </div>
      ))}
      {complete ? null : (
        <div className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden />
          {say("gains.incomplete")}
        </div>
      )}
    </section>
  );
}

function lostIn({ counted, becomes }: Gain): number {
  return counted ? counted.lost.count : becomes === "lost" ? 1 : 0;
}

function keyOf({ type, action, field, users }: Gain): string {
  return [type, action, field, users[0]?.id].join(" ");
}

function Administrators({
  people,
  isOfOne,
  isLost = false,
}: {
  people: readonly { readonly name: string }[];
  isOfOne: boolean;
  isLost?: boolean;
}) {
  const say = useDesignerSay();
  if (people.length === 0) return null;
  return (
    <li className={classes.step}>
      <Arrow isLost={isLost} />
      <div>
        {isOfOne ? null : <strong>{people.map(({ name }) => name).join(", ")}</strong>}
        <div>{say(isLost ? "gains.administrator-lost" : "gains.administrator-gained")}</div>
      </div>
    </li>
  );
}

function Arrow({ isLost }: { isLost: boolean }) {
  const Icon = isLost ? IconArrowDownRight : IconArrowUpRight;
  return <Icon size={16} aria-hidden className={isLost ? classes.removed : classes.added} />;
}

/** People who are alike in this stand together; beyond a few, how many more there are. */
const mostNames = 4;

function GainLine({ gain, isOfOne }: { gain: Gain; isOfOne: boolean }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { users, words, counted } = gain;
  const names = users.slice(0, mostNames).map(({ name }) => name);
  const more = users.length - names.length;
  return (
    <li className={classes.step}>
      <Arrow isLost={lostIn(gain) > 0} />
      <div className={classes.stepBody}>
        {isOfOne ? null : (
          <strong>
            {names.join(", ")}
            {more > 0 ? ` ${say("gains.more-people", { count: more })}` : ""}
          </strong>
        )}
        <div>{typeset(capital(words[language]), language)}</div>
        {counted ? <Samples shift={counted.lost} label={say("gains.lost")} /> : null}
        {counted ? <Samples shift={counted.gained} label={say("gains.gained")} /> : null}
      </div>
    </li>
  );
}

function Samples({ shift: { samples }, label }: { shift: Shift; label: string }) {
  if (samples.length === 0) return null;
  return (
    <div className={classes.price}>
      {label}{" "}
      {samples.map(({ id, type, title }, index) => (
        <span key={id}>
          {index > 0 ? ", " : ""}
          <Link to={`/${type}/${id}`} target="_blank" rel="noopener">
            {title}
          </Link>
        </span>
      ))}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
