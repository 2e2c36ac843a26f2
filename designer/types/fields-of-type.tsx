import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import type { FieldDocument, ModelType } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { Empty } from "../../runtime/web/shell/states.tsx";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { Capabilities } from "./capabilities.tsx";
import { FieldDrawer } from "./field-drawer.tsx";
import { InheritedFields } from "./inherited-fields.tsx";
import { ownFieldsOf } from "./own-fields.ts";
import { OwnFields } from "./own-fields-list.tsx";
import { RemovedFields } from "./removed-fields.tsx";
import classes from "./types.module.css";

/** The fields of a type: its own to be changed and moved, those it inherits, its capabilities, those removed. */
export function FieldsOfType({
  type,
  opened,
  onOpened,
}: {
  type: ModelType;
  /** The field whose drawer is open; an empty name for a new one. */
  opened: string | null;
  onOpened: (field: string | null) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const [query, setQuery] = useState("");
  const own = ownFieldsOf(drafted.documents, type.name);
  const matches = useMatches(query);
  const isFound = [...type.fields.values()].some(({ document }) => matches(document));
  return (
    <section
      className={classes.fields}
      aria-label={say("types.own-fields", { type: inWords(type.label, language) })}
    >
      <div className={classes.bar}>
        <TextInput
          className={classes.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          placeholder={say("types.search")}
          aria-label={say("types.search")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          variant="filled"
          leftSection={<IconPlus size={16} aria-hidden />}
          aria-label={say("types.add-field-long")}
          onClick={() => onOpened("")}
        >
          {say("types.add-field")}
        </Button>
      </div>
      <div className={classes.scroll}>
        {own.length === 0 && !query ? (
          <Empty sentence={say(type.fields.size > 0 ? "types.only-inherited" : "types.none")}>
            <Button onClick={() => onOpened("")}>{say("types.add-field-long")}</Button>
          </Empty>
        ) : null}
        {query && !isFound ? (
          <Empty sentence={say("types.no-match", { query })}>
            <Button onClick={() => setQuery("")}>{say("types.clear-search")}</Button>
          </Empty>
        ) : null}
        <OwnFields type={type} matches={matches} isSearching={query !== ""} onOpen={onOpened} />
        <InheritedFields type={type} matches={matches} isSearching={query !== ""} />
        {query ? null : (
          <>
            <Capabilities type={type} />
            <RemovedFields type={type} />
          </>
        )}
      </div>
      {opened === null ? null : (
        <FieldDrawer
          key={`${type.name}.${opened}`}
          type={type}
          field={own.find(({ name }) => name === opened) ?? null}
          onClose={() => onOpened(null)}
        />
      )}
    </section>
  );
}

/** Whether a field's label, key or help holds the words, whatever the accents. */
function useMatches(query: string): (field: FieldDocument) => boolean {
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(query.trim());
  return ({ name, label, help = {} }) =>
    plain([name, ...Object.values(label), ...Object.values(help)].join(" ")).includes(wanted);
}
