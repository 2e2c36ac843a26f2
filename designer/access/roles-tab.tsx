import { Button, Modal, TextInput, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconPlus, IconSettings } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { inWords } from "../../core/language/index.ts";
import { recordActionWords } from "../../metamodel/action-words.ts";
import { kinds, type ModelType, type RoleDocument } from "../../metamodel/index.ts";
import type { Permission } from "../../metamodel/kinds/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { freeName, nameFrom } from "../types/field-names.ts";
import classes from "./access.module.css";
import { useConditionWords } from "./condition-words.ts";
import { RoleDrawer } from "./role-drawer.tsx";
import { RoleSettings } from "./role-settings.tsx";
import { deniedBy, permissionOf, saidByRole } from "./said-by-role.ts";

const shown = ["see", "create", "change", "delete"] as const;

/** Roles × types: what each may, at a glance; a cell opens what the role says there. */
export function RolesTab() {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useDraft().drafted;
  const [opened, setOpened] = useState<{ readonly role: string; readonly type: string } | null>(null);
  const [settings, setSettings] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const roles = [...model.roles.values()];
  const types = inTreeOrder([...model.types.values()]);
  const role = model.roles.get(opened?.role ?? "");
  const set = model.roles.get(settings ?? "");
  return (
    <>
      <div className={classes.tools}>
        <span className={classes.legend}>{say("access.legend")}</span>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {say("access.add-role")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className={classes.matrix} aria-label={say("access.roles")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("access.type")}</th>
              {roles.map(({ name, label }) => (
                <th key={name} scope="col">
                  <UnstyledButton
                    className={classes.roleHead}
                    onClick={() => setSettings(name)}
                    aria-label={say("access.role-settings", { role: inWords(label, language) || name })}
                  >
                    {inWords(label, language) || name}
                    <IconSettings size={14} aria-hidden />
                  </UnstyledButton>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.map(({ type, depth }) => (
              <Row
                key={type.name}
                name={type.name}
                label={inWords(type.plural, language) || type.name}
                depth={depth}
                roles={roles}
                onOpen={setOpened}
              />
            ))}
            <Row name="*" label={say("access.all-others")} depth={0} roles={roles} onOpen={setOpened} />
          </tbody>
        </table>
      </section>
      {opened && role ? (
        <RoleDrawer
          key={`${opened.role} ${opened.type}`}
          role={role}
          type={opened.type}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {set ? <RoleSettings key={set.name} role={set} onClose={() => setSettings(null)} /> : null}
      {isAdding ? <AddRole taken={roles} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

/** Subtypes below the type that they extend. */
function inTreeOrder(
  types: readonly ModelType[],
  parent: string | null = null,
  depth = 0,
): readonly { readonly type: ModelType; readonly depth: number }[] {
  return types
    .filter((type) => type.parent === parent)
    .flatMap((type) => [{ type, depth }, ...inTreeOrder(types, type.name, depth + 1)]);
}

function Row({
  name,
  label,
  depth,
  roles,
  onOpen,
}: {
  name: string;
  label: string;
  depth: number;
  roles: readonly RoleDocument[];
  onOpen: (cell: { role: string; type: string }) => void;
}) {
  return (
    <tr>
      <th scope="row" data-depth={Math.min(depth, 3)}>
        {label}
      </th>
      {roles.map((role) => (
        <td key={role.name}>
          <Cell
            role={role}
            type={name}
            label={label}
            onOpen={() => onOpen({ role: role.name, type: name })}
          />
        </td>
      ))}
    </tr>
  );
}

function Cell({
  role,
  type,
  label,
  onOpen,
}: {
  role: RoleDocument;
  type: string;
  label: string;
  onOpen: () => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useDraft().drafted;
  const { permissions, from } = saidByRole(role, { model, type });
  const inSentence = useConditionWords(type);
  const rights = shown.map((action) => ({
    action,
    may: permissionOf(role, { permissions, action }),
    denied: role.administrator ? false : deniedBy(permissions, action),
  }));
  const told = rights.flatMap(({ action, may, denied }) => {
    const words = recordActionWords[action][language];
    if (denied === true) return [say("access.told-denied", { action: words })];
    if (may === false) return [];
    const granted =
      typeof may === "string"
        ? say("access.told-where", { action: words, condition: inSentence(may) })
        : words;
    if (typeof denied !== "string") return [granted];
    return [say("access.told-except", { action: granted, condition: inSentence(denied) })];
  });
  const roleLabel = inWords(role.label, language) || role.name;
  const all = told.join(", ") || say("access.unsaid");
  return (
    <UnstyledButton
      className={classes.cell}
      onClick={onOpen}
      title={told.join("\n")}
      data-inherited={from !== type || undefined}
    >
      <VisuallyHidden>{say("access.cell", { role: roleLabel, type: label, rights: all })}</VisuallyHidden>
      {rights.map(({ action, may, denied }) => (
        <span key={action} aria-hidden data-may={mayWord(may, denied)}>
          {denied === true ? "✕" : may === false ? "·" : say(`access.short-${action}`)}
        </span>
      ))}
    </UnstyledButton>
  );
}

function mayWord(may: Permission, denied: Permission): "denied" | "where" | "true" | "false" {
  if (denied === true) return "denied";
  if (may !== false && (typeof may === "string" || typeof denied === "string")) return "where";
  return may === false ? "false" : "true";
}

function AddRole({ taken, onClose }: { taken: readonly RoleDocument[]; onClose: () => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { edit } = useDraft();
  const [label, setLabel] = useState("");
  const name = freeName(nameFrom(label), new Set(taken.map((role) => role.name)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = kinds.role.safeParse({
      kind: "role",
      name,
      label: { [language]: label.trim() },
      types: {},
    });
    if (!parsed.success) return;
    edit({ edit: "role-added", document: parsed.data });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("access.add-role")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={say("access.name")}
          required
          maxLength={80}
          data-autofocus
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={name === ""}>
          {say("access.add-role")}
        </Button>
      </form>
    </Modal>
  );
}
