import { useContext } from "react";
import type { FieldDocument, FieldType } from "../../metamodel/index.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { ExpressionType } from "../expressions/expression-type.ts";
import { useDesignerSay } from "../say.ts";
import type { FieldFaults } from "./check-field.ts";
import classes from "./field-drawer.module.css";
import { hasDefault } from "./field-properties.tsx";

const names = ["visible", "required", "readOnly", "defaultExpression", "filledFrom"] as const;

const examples: Readonly<Partial<Record<(typeof names)[number], string>>> = {
  defaultExpression: "today()",
  filledFrom: 'first_name + " " + last_name',
};

/** What a field says that depends on the record's other values, as CEL; each is checked while it is typed. */
export function FieldConditions({
  document,
  kind,
  faults,
  isNew,
  onChange,
}: {
  document: FieldDocument;
  kind: FieldType;
  faults: FieldFaults;
  /** Not yet published: what records that exist get in it can still be said. */
  isNew: boolean;
  onChange: (name: string, value: unknown) => void;
}) {
  const say = useDesignerSay();
  const type = useContext(ExpressionType);
  const offered = names.filter(
    (name) => document[name] !== undefined || isOffered(name, { document, kind, isNew }),
  );
  // A plain yes stands at its switch.
  const open = offered.filter((name) => document[name] !== true);
  if (open.length === 0) return null;
  const isUsed = open.some((name) => typeof document[name] === "string");
  return (
    <details className={classes.conditions} open={isUsed || undefined}>
      <summary>{say("drawer.conditions")}</summary>
      <p className={classes.note}>{say("drawer.conditions-help")}</p>
      {open.map((name) => {
        const value = document[name];
        return (
          <ExpressionInput
            key={name}
            type={type}
            label={say(`drawer.condition-${name}`)}
            description={name === "filledFrom" ? say("drawer.filled-help") : undefined}
            placeholder={examples[name] ?? 'state == "open"'}
            value={typeof value === "string" ? value : ""}
            onChange={(next) => onChange(name, next || undefined)}
            error={typeof value === "string" ? faults[name] : undefined}
            expects={isCondition(name) ? "bool" : undefined}
          />
        );
      })}
    </details>
  );
}

function isCondition(name: (typeof names)[number]): boolean {
  return name === "visible" || name === "required" || name === "readOnly";
}

function isOffered(
  name: (typeof names)[number],
  { document, kind, isNew }: { document: FieldDocument; kind: FieldType; isNew: boolean },
): boolean {
  if (name === "visible") return true;
  if (kind.generated || kind.computation(kind.sample()) !== null) return false;
  if (name === "filledFrom") return isNew && hasDefault(document);
  return name !== "defaultExpression" || hasDefault(document);
}
