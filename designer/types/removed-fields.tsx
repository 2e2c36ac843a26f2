import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatInstant, formatNumber, inWords } from "../../core/language/index.ts";
import { type FieldDocument, fieldTypeOf, type ModelType } from "../../metamodel/index.ts";
import { call } from "../../runtime/web/api/client.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { FieldIcon } from "./field-icon.tsx";
import classes from "./types.module.css";

interface RemovedField {
  readonly declaredIn: string;
  readonly field: FieldDocument;
  readonly removedAt: string;
  readonly rows: number;
}

/** The fields that were removed and published so: each can come back with its values. */
export function RemovedFields({ type }: { type: ModelType }) {
  const say = useDesignerSay();
  const { published, edit } = useDraft();
  const isPublished = published.model.types.has(type.name);
  const { data } = useQuery({
    queryKey: ["designer-removed", type.name, published.revision],
    enabled: isPublished,
    queryFn: () => call<{ items: readonly RemovedField[] }>(`/api/metadata/removed/${type.name}`),
  });
  const items = (data?.items ?? []).filter(
    ({ field, declaredIn }) => declaredIn === type.name && !type.fields.has(field.name),
  );
  if (items.length === 0) return null;
  return (
    <section className={classes.removed}>
      <h3>{say("removed.title", { count: items.length })}</h3>
      <ul className={classes.rows}>
        {items.map((item) => (
          <Row
            key={`${item.field.name} ${item.removedAt}`}
            item={item}
            onRestore={() => edit({ edit: "field-added", type: type.name, field: item.field })}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ item, onRestore }: { item: RemovedField; onRestore: () => void }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const { field, removedAt, rows } = item;
  return (
    <li className={classes.row} data-quiet>
      <span className={classes.grip} />
      <span className={classes.rowMain}>
        <FieldIcon type={fieldTypeOf(field.type)} />
        <span className={classes.rowLabel}>{inWords(field.label, language)}</span>
        <span className={classes.rowKind}>
          {say("removed.since", { when: formatInstant(removedAt, habits) })}
          {" · "}
          {say("removed.rows", { count: rows, rows: formatNumber(String(rows), habits) })}
        </span>
      </span>
      <Button size="compact-sm" onClick={onRestore}>
        {say("field.restore")}
      </Button>
    </li>
  );
}
