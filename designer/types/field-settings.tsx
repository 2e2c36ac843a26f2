import { Button, Checkbox, TextInput } from "@mantine/core";
import type { FieldDocument, FieldType } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDesignerSay } from "../say.ts";
import type { FieldFaults } from "./check-field.ts";
import { FieldConditions } from "./field-conditions.tsx";
import classes from "./field-drawer.module.css";
import { isComplete } from "./field-example.ts";
import { flagNames, meaningfulFlags } from "./field-flags.ts";
import { FieldIcon } from "./field-icon.tsx";
import { FieldProperties, hasDefault } from "./field-properties.tsx";
import { LabelInput } from "./label-input.tsx";
import { ValueInput } from "./value-input.tsx";

/** Everything a field says, in the order in which people think of it. */
export function FieldSettings({
  document,
  kind,
  published,
  faults,
  onChange,
  onChangeKind,
}: {
  document: FieldDocument;
  kind: FieldType;
  published: FieldDocument | null;
  faults: FieldFaults;
  onChange: (more: Readonly<Record<string, unknown>>) => void;
  onChangeKind: () => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const change = (name: string, value: unknown) => onChange({ [name]: value });
  return (
    <div className={classes.settings}>
      <div className={classes.kind}>
        <FieldIcon type={kind} size={18} />
        <span className={classes.kindWord}>{kind.label[language]}</span>
        <Button
          size="compact-sm"
          onClick={onChangeKind}
          aria-label={`${say("drawer.kind")} : ${say("drawer.change-kind")}`}
        >
          {say("drawer.change-kind")}
        </Button>
      </div>
      {faults[""] ? <p className={classes.fault}>{faults[""]}</p> : null}
      {faults.type ? <p className={classes.fault}>{faults.type}</p> : null}
      <LabelInput
        label={say("drawer.label")}
        value={document.label}
        onChange={(label) => onChange({ label: label ?? {} })}
        error={faults.label}
        isRequired
        autoFocus
      />
      <div className={classes.properties}>
        <FieldProperties
          type={kind}
          field={document}
          published={published}
          faults={faults}
          onChange={change}
        />
      </div>
      <Flags document={document} kind={kind} faults={faults} onChange={change} />
      {hasDefault(document) && isComplete(kind, document) ? (
        <ValueInput
          key={JSON.stringify([document.options])}
          id="designer-default"
          label={say("drawer.default")}
          field={{ ...document, required: false }}
          type={kind}
          value={document.default}
          onChange={(value) => change("default", value)}
          error={faults.default}
        />
      ) : null}
      <FieldConditions document={document} kind={kind} faults={faults} isNew={!published} onChange={change} />
      <LabelInput
        label={say("drawer.help")}
        value={document.help}
        onChange={(help) => change("help", help)}
        error={faults.help}
        isLong
      />
      {kind.generated || kind.computation(kind.sample()) !== null ? null : (
        <LabelInput
          label={say("drawer.placeholder")}
          value={document.placeholder}
          onChange={(placeholder) => change("placeholder", placeholder)}
          error={faults.placeholder}
        />
      )}
      <TextInput
        label={say("drawer.key")}
        description={
          published && published.name !== document.name ? say("drawer.rename-note") : say("type.key-help")
        }
        classNames={{ input: classes.code ?? "" }}
        value={document.name}
        maxLength={40}
        onChange={(event) => change("name", event.currentTarget.value)}
        error={faults.name ?? faults.formerly}
      />
    </div>
  );
}

function Flags({
  document,
  kind,
  faults,
  onChange,
}: {
  document: FieldDocument;
  kind: FieldType;
  faults: FieldFaults;
  onChange: (name: string, value: unknown) => void;
}) {
  const say = useDesignerSay();
  const meaningful = meaningfulFlags(kind, document);
  const words = {
    required: { label: say("drawer.required"), help: undefined },
    unique: { label: say("drawer.unique"), help: say("drawer.unique-help") },
    indexed: { label: say("drawer.indexed"), help: say("drawer.indexed-help") },
    searchable: { label: say("drawer.searchable"), help: undefined },
    readOnly: { label: say("drawer.read-only"), help: undefined },
    sensitive: { label: say("drawer.sensitive"), help: say("drawer.sensitive-help") },
  };
  return (
    <div className={classes.flags}>
      {flagNames
        .filter(
          (name) => (meaningful.has(name) && typeof document[name] !== "string") || document[name] === true,
        )
        .map((name) => (
          <Checkbox
            key={name}
            label={words[name].label}
            description={words[name].help}
            error={faults[name]}
            checked={document[name] === true}
            onChange={(event) => onChange(name, event.currentTarget.checked || undefined)}
          />
        ))}
    </div>
  );
}
