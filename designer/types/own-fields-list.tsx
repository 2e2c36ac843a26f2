import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import type { FieldDocument, ModelType } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { useFieldActions } from "./field-actions.ts";
import { useFillRates } from "./field-fill.ts";
import { FieldRow, RemovedRow } from "./field-row.tsx";
import { useFieldUses } from "./field-use.ts";
import { compareFields, ownFieldsOf } from "./own-fields.ts";
import classes from "./types.module.css";

/** The fields that the type declares itself; dragged or moved by keys, opened by a click. */
export function OwnFields({
  type,
  matches,
  isSearching,
  onOpen,
}: {
  type: ModelType;
  matches: (field: FieldDocument) => boolean;
  isSearching: boolean;
  onOpen: (field: string) => void;
}) {
  const { published, drafted } = useDraft();
  const publishedType = published.model.types.get(type.name);
  const uses = useFieldUses(published, publishedType);
  const rates = useFillRates(publishedType);
  const actions = useFieldActions(type);
  const drag = useDrag(type, actions.moveBefore);
  const own = ownFieldsOf(drafted.documents, type.name);
  const rows = compareFields(ownFieldsOf(published.documents, type.name), own).filter(({ field }) =>
    matches(field),
  );
  return (
    <>
      <ul className={classes.rows}>
        {rows.map(({ field, published: was, state }) => {
          if (state === "removed")
            return <RemovedRow key={`removed ${field.name}`} field={field} onRestore={actions.restore} />;
          const place = own.findIndex(({ name }) => name === field.name);
          const known = was?.name ?? "";
          return (
            <FieldRow
              key={known || field.name}
              field={field}
              state={state}
              uses={uses.get(`${type.name}.${known}`)}
              rate={rates.get(known)}
              place={{ at: place, of: own.length }}
              actions={actions}
              onOpen={() => onOpen(field.name)}
              drag={isSearching ? null : drag.of(field.name)}
            />
          );
        })}
      </ul>
      <p className="visually-hidden" aria-live="polite">
        <MovedTo field={actions.lastMoved} own={own} />
      </p>
    </>
  );
}

function MovedTo({ field, own }: { field: string | null; own: readonly FieldDocument[] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const place = own.findIndex(({ name }) => name === field);
  const found = own[place];
  if (!found) return null;
  return say("field.was-moved", {
    label: inWords(found.label, language),
    place: place + 1,
    count: own.length,
  });
}

/** What a row needs to be dragged and to be dropped upon. */
export interface RowDrag {
  readonly isDragged: boolean;
  /** The line that shows where the dragged row will stand. */
  readonly line: "above" | "below" | null;
  readonly onStart: () => void;
  readonly onOver: (half: "above" | "below") => void;
  readonly onDrop: () => void;
  readonly onEnd: () => void;
}

function useDrag(type: ModelType, moveBefore: (name: string, before: string | null) => void) {
  const { drafted } = useDraft();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<{ readonly name: string; readonly half: "above" | "below" } | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const drop = () => {
    const names = ownFieldsOf(drafted.documents, type.name).map(({ name }) => name);
    if (dragged && over) {
      const at = names.indexOf(over.name) + (over.half === "below" ? 1 : 0);
      const before = names[at] ?? null;
      if (before !== dragged) moveBefore(dragged, before);
    }
    end();
  };
  return {
    of: (name: string): RowDrag => ({
      isDragged: dragged === name,
      line: dragged !== null && dragged !== name && over?.name === name ? over.half : null,
      onStart: () => setDragged(name),
      onOver: (half) => {
        if (dragged && (over?.name !== name || over.half !== half)) setOver({ name, half });
      },
      onDrop: drop,
      onEnd: end,
    }),
  };
}
