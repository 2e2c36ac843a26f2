import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconEye,
  IconEyeOff,
  IconFilter,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { type ClipboardEvent, useContext, useState } from "react";
import { inWords, type Language } from "../../core/language/index.ts";
import { type Choice, tones } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { ToneShape } from "../../runtime/web/widgets/pill.tsx";
import { useDraft } from "../changes/draft.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { ExpressionType } from "../expressions/expression-type.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { freeName, nameFrom } from "./field-names.ts";

/** The choices of a field: words in each language, a tone, an order; a used one is retired rather than removed. */
export function OptionsEditor({
  options,
  published,
  onChange,
  error,
}: {
  options: readonly Choice[];
  /** Values that records may hold: theirs stay as they are. */
  published: ReadonlySet<string>;
  onChange: (options: readonly Choice[]) => void;
  error?: string | undefined;
}) {
  const say = useDesignerSay();
  const { language: main } = useDraft().drafted.model;
  return (
    <fieldset className={classes.options}>
      <legend>{say("property.options")}</legend>
      {options.map((option, place) => (
        <OptionRow
          // A row keeps its place while its value still follows its words.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={place}
          option={option}
          place={place}
          count={options.length}
          isPublished={published.has(option.value)}
          onChange={(next) => onChange(options.with(place, withValue(next, { place, options, published })))}
          onMove={(by) => onChange(moved(options, place, by))}
          onRemove={() => onChange(options.toSpliced(place, 1))}
          onPaste={(lines) => {
            const [first = "", ...rest] = lines;
            const [renamed] = newOptions([first], { others: options.toSpliced(place, 1), main });
            if (!renamed) return;
            const all = options.with(place, published.has(option.value) ? option : { ...option, ...renamed });
            onChange(all.toSpliced(place + 1, 0, ...newOptions(rest, { others: all, main })));
          }}
        />
      ))}
      {error ? <p className={classes.fault}>{error}</p> : null}
      <div>
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          title={say("options.paste")}
          onClick={() => onChange([...options, ...newOptions([""], { others: options, main })])}
        >
          {say("options.add")}
        </Button>
      </div>
    </fieldset>
  );
}

function OptionRow({
  option,
  place,
  count,
  isPublished,
  onChange,
  onMove,
  onRemove,
  onPaste,
}: {
  option: Choice;
  place: number;
  count: number;
  isPublished: boolean;
  onChange: (option: Choice) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
  onPaste: (lines: readonly string[]) => void;
}) {
  const say = useDesignerSay();
  const { language: appLanguage, app } = useDraft().drafted.model;
  const { languages } = app;
  const type = useContext(ExpressionType);
  const word = say("options.word", { number: place + 1 });
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData
      .getData("text/plain")
      .split(/\r?\n/)
      .map((line) => line.trim());
    const filled = lines.filter(Boolean);
    if (filled.length < 2) return;
    event.preventDefault();
    onPaste(filled);
  };
  return (
    <div className={classes.option} data-retired={option.retired || undefined}>
      <TonePicker option={option} onChange={onChange} />
      {languages.map((language) => (
        <TextInput
          key={language}
          className={classes.optionWord}
          placeholder={say(`type.language-${language}`)}
          aria-label={`${word} (${say(`type.language-${language}`)})`}
          value={option.label[language] ?? ""}
          maxLength={60}
          onPaste={paste}
          onChange={(event) => {
            const { [language]: _, ...others } = option.label;
            const text = event.currentTarget.value;
            onChange({ ...option, label: text === "" ? others : { ...others, [language]: text } });
          }}
        />
      ))}
      {option.when === undefined ? null : (
        <div className={classes.optionWhen}>
          <ExpressionInput
            type={type}
            label={say("options.when-of", { label: inWords(option.label, appLanguage) || option.value })}
            placeholder='state == "open"'
            value={option.when}
            onChange={(when) => onChange({ ...option, when })}
            expects="bool"
          />
        </div>
      )}
      <OptionMenu
        option={option}
        isFirst={place === 0}
        isLast={place === count - 1}
        isPublished={isPublished}
        onChange={onChange}
        onMove={onMove}
        onRemove={onRemove}
      />
    </div>
  );
}

function TonePicker({ option, onChange }: { option: Choice; onChange: (option: Choice) => void }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { tone = "grey" } = option;
  const name = say("options.tone", { label: inWords(option.label, language) });
  return (
    <Menu position="bottom-start" width={160}>
      <Menu.Target>
        <ActionIcon
          aria-label={`${name} : ${say(`tone.${tone}`)}`}
          title={say(`tone.${tone}`)}
          style={{ background: `var(--tone-${tone}-soft)` }}
        >
          <ToneShape tone={tone} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {tones.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<ToneShape tone={each} />}
            onClick={() => onChange({ ...option, tone: each })}
          >
            {say(`tone.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function OptionMenu({
  option,
  isFirst,
  isLast,
  isPublished,
  onChange,
  onMove,
  onRemove,
}: {
  option: Choice;
  isFirst: boolean;
  isLast: boolean;
  isPublished: boolean;
  onChange: (option: Choice) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const name = say("options.menu", { label: inWords(option.label, language) });
  const { retired, ...offered } = option;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={name} title={retired ? say("options.retired") : name}>
          {retired ? <IconEyeOff size={16} /> : <IconDots size={16} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={isFirst} onClick={() => onMove(-1)}>
          {say("field.up")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} />} disabled={isLast} onClick={() => onMove(1)}>
          {say("field.down")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFilter size={16} />}
          onClick={() => {
            const { when, ...always } = option;
            onChange(when === undefined ? { ...option, when: "" } : always);
          }}
        >
          {say(option.when === undefined ? "options.when" : "options.always")}
        </Menu.Item>
        {isPublished ? (
          <Menu.Item
            leftSection={retired ? <IconEye size={16} /> : <IconEyeOff size={16} />}
            onClick={() => onChange(retired ? offered : { ...option, retired: true })}
          >
            {say(retired ? "options.offer" : "options.retire")}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={onRemove}>
          {say("options.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The value of a choice that no record can hold yet follows its words. */
function withValue(
  option: Choice,
  {
    place,
    options,
    published,
  }: { place: number; options: readonly Choice[]; published: ReadonlySet<string> },
): Choice {
  if (published.has(option.value)) return option;
  const [named] = newOptions([firstWord(option)], { others: options.toSpliced(place, 1) });
  return named ? { ...option, value: named.value } : option;
}

function firstWord({ label }: Choice): string {
  return label.fr ?? label.en ?? label.de ?? "";
}

function newOptions(
  labels: readonly string[],
  { others, main = "fr" }: { others: readonly Choice[]; main?: Language },
): Choice[] {
  const taken = new Set(others.map(({ value }) => value));
  return labels.map((label) => {
    const value = freeName(nameFrom(label) || "option", taken);
    taken.add(value);
    return { value, label: label ? { [main]: label } : {} };
  });
}

function moved(options: readonly Choice[], place: number, by: number): readonly Choice[] {
  const option = options[place];
  return option ? options.toSpliced(place, 1).toSpliced(place + by, 0, option) : options;
}
