import { Drawer, NumberInput, Switch, TextInput } from "@mantine/core";
import { inWords } from "../../core/language/index.ts";
import type { RoleDocument } from "../../metamodel/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import type { RoleSettings as Settings } from "../changes/edits.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";

const flags = ["administrator", "secondFactor", "export", "sensitive", "merge", "import"] as const;

/** What a role says of itself, whatever the type. Everything goes to the draft at once. */
export function RoleSettings({ role, onClose }: { role: RoleDocument; onClose: () => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { edit } = useDraft();
  const set = (settings: Settings) => edit({ edit: "role-changed", role: role.name, settings });
  const title = inWords(role.label, language) || role.name;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={title}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <div className={classes.drawer}>
        <TextInput
          label={say("access.name")}
          required
          maxLength={80}
          defaultValue={title}
          onBlur={(event) => {
            const next = event.currentTarget.value.trim();
            if (next && next !== title) set({ label: { ...role.label, [language]: next } });
          }}
        />
        {flags.map((flag) => (
          <Switch
            key={flag}
            label={say(`access.flag-${flag}`)}
            description={say(`access.flag-${flag}-help`)}
            checked={role[flag] === true}
            onChange={(event) => set({ [flag]: event.currentTarget.checked ? true : null })}
          />
        ))}
        <NumberInput
          label={say("access.seconds")}
          description={say("access.seconds-help")}
          min={1}
          max={120}
          allowDecimal={false}
          value={role.limits?.seconds ?? ""}
          onChange={(next) =>
            set({ limits: typeof next === "number" && next >= 1 && next <= 120 ? { seconds: next } : null })
          }
        />
      </div>
    </Drawer>
  );
}
