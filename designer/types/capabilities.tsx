import { Switch } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { inWords } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { useCapabilities } from "./known-capabilities.ts";
import { typeDocumentOf } from "./own-fields.ts";
import classes from "./types.module.css";

/** What the type can do; what it inherits is switched where it comes from. */
export function Capabilities({ type }: { type: ModelType }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted, published, edit } = useDraft();
  const { data } = useCapabilities();
  const own = typeDocumentOf(drafted.documents, type.name)?.capabilities ?? {};
  const former = typeDocumentOf(published.documents, type.name)?.capabilities ?? {};
  const inheritedFrom = (name: string) =>
    type.lineage.slice(1).find((above) => {
      const given = typeDocumentOf(drafted.documents, above)?.capabilities ?? {};
      return Object.hasOwn(given, name);
    });
  const change = (name: string, on: boolean) => {
    const { [name]: _, ...others } = own;
    const capabilities = on ? { ...others, [name]: former[name] ?? {} } : others;
    const isEmpty = Object.keys(capabilities).length === 0;
    edit({
      edit: "type-changed",
      type: type.name,
      settings: { capabilities: isEmpty ? null : capabilities },
    });
  };
  if (!data) return null;
  return (
    <fieldset className={classes.capabilities}>
      <legend>{say("capabilities.title")}</legend>
      {data.items.map(({ name, label, help }) => {
        const from = inheritedFrom(name);
        if (from) {
          const parent = inWords(drafted.model.types.get(from)?.label ?? {}, language);
          return (
            <div key={name} className={classes.inherited}>
              <IconCheck size={16} aria-hidden />
              <span>
                {label[language]}
                <small>{say("capabilities.inherited", { parent })}</small>
              </span>
            </div>
          );
        }
        return (
          <Switch
            key={name}
            label={label[language]}
            description={help[language]}
            classNames={{ track: classes.track ?? "" }}
            checked={Object.hasOwn(own, name)}
            onChange={(event) => change(name, event.currentTarget.checked)}
          />
        );
      })}
    </fieldset>
  );
}
