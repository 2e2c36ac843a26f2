import { useQuery } from "@tanstack/react-query";
import type { Habits } from "../../core/language/index.ts";
import { checkExpression, evaluate, mentions, parseExpression } from "../../metamodel/expression/index.ts";
import { fieldTypes, isOnlyRead, type Model, type ModelType } from "../../metamodel/index.ts";
import { typeBehind } from "../../metamodel/type-behind.ts";
import { address, call } from "../../runtime/web/api/client.ts";
import type { RecordPage } from "../../runtime/web/api/shapes.ts";
import { entered } from "../../runtime/web/form/live-values.ts";
import { useWorkspace, whoseRights } from "../../runtime/web/model/workspace.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./expressions.module.css";

/** What an expression gives on the newest record of its type; nothing where there is none, or it has not all that is named. */
export function ExpressionPreview({ type: name, text }: { type: string; text: string }) {
  const say = useDesignerSay();
  const { me, habits, model: published } = useWorkspace();
  const { model } = useDraft().drafted;
  const [type, known] = [model.types.get(name), published.types.get(name)];
  const select = type && known && isSound(text, model, type) ? selectFor(text, published, known) : null;
  const { data } = useQuery({
    queryKey: ["designer", "preview", published.revision, name, select],
    enabled: select !== null,
    queryFn: ({ signal }) =>
      call<RecordPage>(address(`records/${name}`, { select: select ?? "", limit: 1 }), { signal }),
  });
  const record = data?.items[0];
  if (!type || !record || select === null) return null;
  let isWhole = true;
  const values = entered(record, { model, type, onMissing: () => (isWhole = false) });
  const value = evaluate(parseExpression(text), {
    model,
    type: name,
    record: values,
    user: whoseRights(me),
    isAnew: true,
  });
  if (!isWhole) return null;
  return (
    <p className={classes.preview}>
      {say("expression.preview", { title: record.title })}{" "}
      <output>{spoken(value, { text, model, type, habits })}</output>
    </p>
  );
}

function isSound(text: string, model: Model, type: ModelType): boolean {
  try {
    return checkExpression(parseExpression(text), { model, type: type.name }).faults.length === 0;
  } catch {
    return false;
  }
}

interface Wanted {
  readonly type: ModelType;
  readonly behind: Map<string, Wanted>;
}

/** Everything of the record, and of the records that the expression walks to. */
function selectFor(text: string, model: Model, type: ModelType): string {
  const root: Wanted = { type, behind: new Map() };
  for (const { path } of mentions(parseExpression(text))) {
    let at = root;
    for (const name of path) {
      const field = at.type.fields.get(name);
      const next = field && model.types.get(typeBehind(model, field.type.relation(field.document)) ?? "");
      if (!next) break;
      const known = at.behind.get(name) ?? { type: next, behind: new Map() };
      at.behind.set(name, known);
      at = known;
    }
  }
  return written(root);
}

function written({ type, behind }: Wanted): string {
  const plain = [...type.fields.values()].filter(
    (field) => !behind.has(field.name) && field.column !== null && !isOnlyRead(field),
  );
  const deeper = [...behind].map(([name, wanted]) => `${name}(${written(wanted)})`);
  return [...plain.map(({ name }) => name), ...deeper].join(",");
}

const readAs: Readonly<Record<string, string>> = {
  string: "text",
  int: "integer",
  decimal: "decimal",
  bool: "boolean",
  date: "date",
  timestamp: "date-time",
  duration: "duration",
};

function spoken(
  value: unknown,
  { text, model, type, habits }: { text: string; model: Model; type: ModelType; habits: Habits },
): string {
  if (value === null || value === undefined) return "—";
  const checked = checkExpression(parseExpression(text), { model, type: type.name });
  const kind = fieldTypes.get(readAs[checked.type ?? ""] ?? "");
  if (!kind) return JSON.stringify(value);
  return kind.format(value, { name: "preview", type: kind.name, label: {} }, habits);
}
