import { Button, Drawer } from "@mantine/core";
import { inWords } from "../../core/language/index.ts";
import { likenesses, recordActionWords } from "../../metamodel/action-words.ts";
import type { RoleDocument } from "../../metamodel/index.ts";
import { type RecordAction, recordActions, type TypePermissions } from "../../metamodel/kinds/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { type BroughtAction, useCapabilities } from "../types/known-capabilities.ts";
import classes from "./access.module.css";
import { ActionRow } from "./action-row.tsx";
import { RoleFields } from "./role-fields.tsx";
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
  const brought = useBroughtActions(type);
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
            <p className={classes.second}>{say("access.denied-lead")}</p>
            {recordActions.map((action) => (
              <ActionRow
                key={action}
                action={action}
                words={recordActionWords[action]}
                like={isFlag(action) ? "role" : (likenesses[action] ?? null)}
                type={type}
                permissions={own}
                onPut={put}
              />
            ))}
            {brought.map(({ name, label, as }) => (
              <ActionRow
                key={name}
                action={`actions.${name}`}
                words={label}
                like={as}
                type={type}
                permissions={own}
                onPut={put}
              />
            ))}
            <RoleFields type={type} permissions={own} onPut={put} />
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

function isFlag(action: RecordAction): boolean {
  return action === "export" || action === "merge" || action === "import";
}

/** What capabilities bring to the type, or to one below it; a role may not speak of others. */
function useBroughtActions(name: string): readonly BroughtAction[] {
  const { model } = useDraft().drafted;
  const { data } = useCapabilities();
  const type = model.types.get(name);
  if (!type) return [];
  const own = type.concrete.flatMap((each) => [...(model.types.get(each)?.capabilities.keys() ?? [])]);
  return (data?.actions ?? []).filter(({ capability, isForAll }) => isForAll || own.includes(capability));
}
