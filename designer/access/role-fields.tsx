import { Select } from "@mantine/core";
import { inWords } from "../../core/language/index.ts";
import type { FieldPermission, TypePermissions } from "../../metamodel/kinds/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";

type Put = (next: TypePermissions) => void;

/** What a role may do with the fields of a type: each is filled in, filled in where a condition holds, read, or hidden. */
export function RoleFields({
  type,
  permissions,
  onPut,
}: {
  type: string;
  permissions: TypePermissions;
  onPut: Put;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useDraft().drafted;
  const fields = [...(model.types.get(type)?.fields.values() ?? [])];
  if (fields.length === 0) return null;
  const put = (name: string, right: FieldPermission) => {
    const { [name]: _, ...others } = permissions.fields ?? {};
    onPut({ ...permissions, fields: right === "write" ? others : { ...others, [name]: right } });
  };
  return (
    <details className={classes.more}>
      <summary>
        {say("access.fields")} ({Object.keys(permissions.fields ?? {}).length})
      </summary>
      <p className={classes.second}>{say("access.fields-lead")}</p>
      {fields.map(({ name, label }) => (
        <FieldRow
          key={name}
          type={type}
          label={inWords(label, language) || name}
          right={permissions.fields?.[name] ?? "write"}
          onChange={(right) => put(name, right)}
        />
      ))}
    </details>
  );
}

function FieldRow({
  type,
  label,
  right,
  onChange,
}: {
  type: string;
  label: string;
  right: FieldPermission;
  onChange: (right: FieldPermission) => void;
}) {
  const say = useDesignerSay();
  const word = typeof right === "string" ? right : "where";
  const choose = (next: string | null) => {
    if (next === "write" || next === "read" || next === "hidden") onChange(next);
    if (next === "where") onChange({ write: "true" });
  };
  return (
    <div className={classes.action}>
      <Select
        label={label}
        data={[
          { value: "write", label: say("access.field-write") },
          { value: "where", label: say("access.where") },
          { value: "read", label: say("access.field-read") },
          { value: "hidden", label: say("access.field-hidden") },
        ]}
        allowDeselect={false}
        value={word}
        onChange={choose}
      />
      {typeof right === "string" ? null : (
        <ExpressionInput
          type={type}
          label={say("access.condition")}
          value={right.write}
          onChange={(next) => onChange({ write: next || "false" })}
          expects="bool"
        />
      )}
    </div>
  );
}
