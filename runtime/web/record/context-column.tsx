import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { type Panel, type PanelProps, panels } from "../parts/index.ts";
import classes from "./context.module.css";
import { DocumentsBlock } from "./documents-block.tsx";
import { RelatedBlock } from "./related-block.tsx";
import { type Relation, relationsOf } from "./relations.ts";

/** What hangs on the record: the rooms' panels, related records with their counts, documents. */
export function ContextColumn({ type, record }: { type: ModelType; record: RecordJson }) {
  const { model } = useWorkspace();
  const relations = relationsOf(model, type);
  const [empty, setEmpty] = useState<ReadonlySet<string>>(new Set());
  const note = (key: string, isEmpty: boolean) => {
    if (empty.has(key) === isEmpty) return;
    const rest = [...empty].filter((each) => each !== key);
    setEmpty(new Set(isEmpty ? [...rest, key] : rest));
  };
  return (
    <div className={classes.context}>
      <PartPanels type={type} record={record} />
      {relations.map((relation) => (
        <RelatedBlock
          key={relation.key}
          relation={relation}
          record={record}
          onCounted={(count) => note(relation.key, count === 0)}
        />
      ))}
      {type.capabilities.has("documents") ? <DocumentsBlock type={type} record={record} /> : null}
      {record.archived_at ? null : (
        <EmptyRelations relations={relations.filter(({ key }) => empty.has(key))} record={record} />
      )}
    </div>
  );
}

/** Kinds of related records that there are none of yet take one line together. */
function EmptyRelations({ relations, record }: { relations: readonly Relation[]; record: RecordJson }) {
  const language = useLanguage();
  const say = useSay();
  if (relations.length === 0) return null;
  return (
    <div className={classes.emptyRelations}>
      {relations.map(({ key, type, field, isAlone }) => {
        const label = inWords(isAlone ? type.label : field.label, language);
        const kind = isAlone ? label : `${inWords(type.label, language)} (${label})`;
        return (
          <Button
            key={key}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            component={Link}
            to={`/${type.name}/new?${field.name}=${record.id}`}
            title={say("context.add", { label: kind })}
          >
            {kind}
          </Button>
        );
      })}
    </div>
  );
}

const loaded = new Map<Panel, ComponentType<PanelProps>>();

function PartPanels({ type, record }: PanelProps) {
  const offered = panels.filter(({ capability }) => type.capabilities.has(capability));
  return offered.map((panel) => {
    const Block = loaded.get(panel) ?? lazy(panel.load);
    loaded.set(panel, Block);
    return (
      <Suspense key={panel.capability}>
        <Block type={type} record={record} />
      </Suspense>
    );
  });
}
