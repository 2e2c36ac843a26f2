import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useLanguage, useSay } from "../../language/index.ts";
import classes from "./history.module.css";
import { aroundChanges, type Stretch, wordsDifference } from "./words-difference.ts";

/** One text with the words that came and went, struck out and underlined, and said as such to those who listen. */
export default function TextDifference({ before, after }: { before: string; after: string }) {
  const say = useSay();
  const language = useLanguage();
  const [isWhole, setIsWhole] = useState(false);
  const all = useMemo(() => wordsDifference({ before, after }, language), [before, after, language]);
  const cut = useMemo(() => aroundChanges(all), [all]);
  const isCut = cut.some((stretch, index) => stretch !== all[index]);
  if (all.every(({ kind }) => kind === "same"))
    return <p className={classes.note}>{say("history.same-words")}</p>;
  return (
    <>
      <p className={classes.difference}>
        {(isWhole ? all : cut).map((stretch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches never move, and the same text may come twice
          <Marked key={index} stretch={stretch} />
        ))}
      </p>
      {isCut ? (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {say(isWhole ? "history.changes-alone" : "history.whole-text")}
        </Button>
      ) : null}
    </>
  );
}

function Marked({ stretch: { kind, text } }: { stretch: Stretch }) {
  const say = useSay();
  if (kind === "same") return text;
  const Mark = kind === "added" ? "ins" : "del";
  return (
    <Mark>
      <span className="visually-hidden">{say(`history.${kind}`)} </span>
      {text}
    </Mark>
  );
}
