import { TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Habits } from "../../core/language/index.ts";
import { conversionBetween, type FieldType, fieldTypes } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { exampleOf } from "./field-example.ts";
import { FieldIcon } from "./field-icon.tsx";

/** The field types as cards with an example each; `from` leaves only those that its values convert to. */
export function FieldKinds({
  from,
  onChoose,
}: {
  from: FieldType | null;
  onChoose: (type: FieldType) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const [query, setQuery] = useState("");
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const found = [...fieldTypes.values()].filter((type) =>
    plain([...Object.values(type.label), ...Object.values(type.help)].join(" ")).includes(
      plain(query.trim()),
    ),
  );
  return (
    <div>
      <TextInput
        data-autofocus
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={say("drawer.search-type")}
        aria-label={say("drawer.choose")}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found.find((type) => convertsTo(from, type));
          if (event.key === "Enter" && first) onChoose(first);
        }}
      />
      {found.length === 0 ? <p className={classes.note}>{say("drawer.no-type")}</p> : null}
      <div className={classes.cards}>
        {found.map((type) => {
          const canBe = convertsTo(from, type);
          const example = exampleInWords(type, habits);
          return (
            <UnstyledButton
              key={type.name}
              className={classes.card}
              disabled={!canBe}
              title={canBe ? undefined : say("drawer.not-convertible")}
              onClick={() => onChoose(type)}
            >
              <FieldIcon type={type} size={18} />
              <span className={classes.cardText}>
                <span className={classes.cardLabel}>{type.label[language]}</span>
                <span>{type.help[language]}</span>
                {example ? (
                  <span className={classes.cardExample}>{say("drawer.example", { value: example })}</span>
                ) : null}
              </span>
            </UnstyledButton>
          );
        })}
      </div>
    </div>
  );
}

function convertsTo(from: FieldType | null, to: FieldType): boolean {
  return from === null || from.name === to.name || conversionBetween(from, to) !== null;
}

/** An example as people read it; nothing for links and files, whose examples are keys. */
function exampleInWords(type: FieldType, habits: Habits): string {
  const sample = type.sample();
  if (type.relation(sample) !== null) return "";
  const value = exampleOf(type, sample);
  return value === undefined ? "" : (type.format(value, sample, habits).split("\n")[0] ?? "");
}
