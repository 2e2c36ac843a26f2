import { ActionIcon } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { inWords } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { iconOf } from "../../runtime/web/icons.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { ownFieldsOf } from "./own-fields.ts";
import classes from "./types.module.css";

/** Every type below the one it extends, with the number of its own fields. */
export function TypeTree({ chosen, onAdd }: { chosen: string | null; onAdd: () => void }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const label = (type: ModelType) => inWords(type.label, language);
  const types = [...drafted.model.types.values()].sort((a, b) => label(a).localeCompare(label(b), language));
  return (
    <nav className={classes.tree} aria-label={say("types.tree")}>
      <div className={classes.treeHead}>
        <h2>{say("types.tree")}</h2>
        <ActionIcon aria-label={say("types.add")} title={say("types.add")} onClick={onAdd}>
          <IconPlus size={18} />
        </ActionIcon>
      </div>
      <Branch types={types} parent={null} depth={0} chosen={chosen} />
    </nav>
  );
}

function Branch({
  types,
  parent,
  depth,
  chosen,
}: {
  types: readonly ModelType[];
  parent: string | null;
  depth: number;
  chosen: string | null;
}) {
  const here = types.filter((type) => type.parent === parent);
  if (here.length === 0) return null;
  return (
    <ul className={classes.branch}>
      {here.map((type) => (
        <li key={type.name}>
          <TypeLink type={type} depth={depth} isChosen={type.name === chosen} />
          <Branch types={types} parent={type.name} depth={depth + 1} chosen={chosen} />
        </li>
      ))}
    </ul>
  );
}

function TypeLink({ type, depth, isChosen }: { type: ModelType; depth: number; isChosen: boolean }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { published, drafted, changeSet } = useDraft();
  const Icon = iconOf(type.icon);
  const isNew = !published.model.types.has(type.name);
  const isChanged = changeSet.documents.some(({ kind, name }) => kind === "type" && name === type.name);
  const count = ownFieldsOf(drafted.documents, type.name).length;
  const note = isNew ? say("field.new") : isChanged ? say("field.changed") : null;
  return (
    <Link
      to="/-/designer/$type"
      params={{ type: type.name }}
      className={classes.treeLink}
      style={{ paddingLeft: 8 + depth * 20 }}
      aria-current={isChosen ? "page" : undefined}
    >
      <Icon size={16} stroke={1.6} aria-hidden />
      <span className={classes.treeLabel}>{inWords(type.label, language)}</span>
      {note ? <span className={classes.mark} role="img" aria-label={note} title={note} /> : null}
      <span className={classes.treeCount} title={say("types.fields", { count })}>
        {count}
      </span>
    </Link>
  );
}
