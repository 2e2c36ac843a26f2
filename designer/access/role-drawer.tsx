import { Button, Drawer, Select } from "@mantine/core";
import { inWords } from "../../core/language/index.ts";
import { likenesses, recordActionWords } from "../../metamodel/action-words.ts";
import type { RoleDocument } from "../../metamodel/index.ts";
import {
  type FieldPermission,
  type Permission,
  type RecordAction,
  recordActions,
  type TypePermissions,
} from "../../metamodel/kinds/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { saidByRole } from "./said-by-role.ts";

/** What one role says of one type: each action, then fields. Everything goes to the draft at once. */
export function RoleDrawer({
  role,
  type,
  onClose,
}: {
  role: RoleDocument;
  /** A type's name, or `*`. */
  type: string;
  onClose: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { drafted, edit } = useDraft();
  const { model } = drafted;
  const { permissions, from } = saidByRole(role, { model, type });
  const labelOf = (name: string) =>
    name === "*" ? say("access.all-others") : inWords(model.types.get(name)?.plural ?? {}, language) || name;
  const put = (next: TypePermissions | null) =>
    edit({ edit: "role-said", role: role.name, type, permissions: next });
  const own = from === type ? permissions : null;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={`${inWords(role.label, language) || role.name} · ${labelOf(type)}`}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <div className={classes.drawer}>
        {role.administrator ? (
          <p className={classes.second}>{say("access.everything")}</p>
        ) : own ? (
          <>
            {recordActions.map((action) => (
              <ActionRow key={action} action={action} type={type} permissions={own} onPut={put} />
            ))}
            <Denials permissions={own} />
            <Fields type={type} permissions={own} onPut={put} />
            <Button onClick={() => put(null)}>{say("access.take-own")}</Button>
          </>
        ) : (
          <>
            <p className={classes.second}>
              {from === null ? say("access.unsaid") : say("access.inherited", { from: labelOf(from) })}
            </p>
            <Button variant="filled" onClick={() => put(permissions ?? { see: true })}>
              {say("access.say-own")}
            </Button>
          </>
        )}
      </div>
    </Drawer>
  );
}

type Put = (next: TypePermissions) => void;
type Word = "like" | "none" | "all" | "where";

function wordOf(said: Permission | undefined): Word {
  if (said === undefined) return "like";
  return typeof said === "string" ? "where" : said ? "all" : "none";
}

/** An action without a word of its own is not allowed, or is allowed like another one. */
function ActionRow({
  action,
  type,
  permissions,
  onPut,
}: {
  action: RecordAction;
  type: string;
  permissions: TypePermissions;
  onPut: Put;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const said = permissions[action];
  const like = likenesses[action];
  const isFlag = action === "export" || action === "merge" || action === "import";
  const put = (next: Permission | undefined) => onPut(withWord(permissions, action, next));
  const choose = (word: string | null) => {
    if (word === "where") put(typeof said === "string" ? said : "true");
    else put(word === "all" ? true : word === "none" ? false : undefined);
  };
  const likeWords = like
    ? say("access.as", { like: recordActionWords[like][language] })
    : say(isFlag ? "access.as" : "access.none", { like: say("access.role") });
  const data = [
    ...(like || isFlag ? [{ value: "like", label: likeWords }] : []),
    { value: "none", label: say("access.none") },
    { value: "all", label: say("access.all") },
    ...(type === "*" ? [] : [{ value: "where", label: say("access.where") }]),
  ];
  const word = wordOf(said);
  const label = recordActionWords[action][language];
  return (
    <div className={classes.action}>
      <Select
        label={label.charAt(0).toUpperCase() + label.slice(1)}
        data={data}
        allowDeselect={false}
        value={word === "like" && !like && !isFlag ? "none" : word}
        onChange={choose}
      />
      {typeof said === "string" ? (
        <ExpressionInput
          type={type}
          label={say("access.condition")}
          value={said}
          onChange={(next) => put(next || "false")}
          expects="bool"
        />
      ) : null}
    </div>
  );
}

function withWord(
  permissions: TypePermissions,
  action: RecordAction,
  said: Permission | undefined,
): TypePermissions {
  const { [action]: _, ...others } = permissions;
  return said === undefined ? others : { ...permissions, [action]: said };
}

function Denials({ permissions: { deny } }: { permissions: TypePermissions }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const denied = recordActions.filter((action) => deny?.[action]);
  if (denied.length === 0) return null;
  const list = denied.map((action) => {
    const said = deny?.[action];
    const words = recordActionWords[action][language];
    return typeof said === "string" ? `${words} (${said})` : words;
  });
  return <p className={classes.second}>{say("access.denies", { list: list.join(", ") })}</p>;
}

function Fields({ type, permissions, onPut }: { type: string; permissions: TypePermissions; onPut: Put }) {
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
