import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { Standing } from "../../metamodel/expression/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import classes from "./expressions.module.css";
import { firstFault } from "./marked-faults.ts";
import { type Suggestion, suggestionsAt, withSuggestion } from "./suggestions.ts";

/**
 * An expression over the records of a type: names are offered while it is typed, and what is wrong is underlined. The
 * arrows go through what is offered, Enter or Tab takes it, Esc puts it away.
 */
export function ExpressionInput({
  type: name,
  label,
  value,
  onChange,
  description,
  placeholder,
  error,
  expects,
  variables,
  rightSection,
  children,
}: {
  /** The type whose fields are bare names. */
  type: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string | undefined;
  placeholder?: string | undefined;
  /** What was found wrong when it was last checked as a whole. */
  error?: string | undefined;
  expects?: Standing["expects"] | undefined;
  variables?: Standing["variables"] | undefined;
  rightSection?: ReactNode;
  children?: ReactNode;
}) {
  const language = useLanguage();
  const { model } = useDraft().drafted;
  const type = model.types.get(name);
  const input = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [isIn, setIsIn] = useState(false);
  const combobox = useCombobox();
  const described = useId();
  const offered = type && isIn ? suggestionsAt(value, caret, { model, type, language }) : nothing;
  const standing = { model, type: name, ...(expects && { expects }), ...(variables && { variables }) };
  const fault = type ? firstFault(value, standing, language) : null;
  const choose = (chosen: Suggestion) => {
    const next = withSuggestion(value, { from: offered.from, caret, chosen });
    onChange(next.text);
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      input.current?.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  };
  const keys = (event: KeyboardEvent) => {
    const isOpen = combobox.dropdownOpened && offered.list.length > 0;
    const selected = combobox.getSelectedOptionIndex();
    // What is marked is taken by the list itself on Enter.
    const isTaken = (event.key === "Tab" && !event.shiftKey) || (event.key === "Enter" && selected < 0);
    const chosen = offered.list[Math.max(selected, 0)];
    if (isOpen && isTaken && chosen) {
      event.preventDefault();
      choose(chosen);
      return;
    }
    // A line break has no meaning here, and would send nothing.
    if (event.key === "Enter" && !isOpen) event.preventDefault();
    if (event.key === "Escape" && isOpen) event.stopPropagation();
  };
  const move = () => setCaret(input.current?.selectionStart ?? 0);
  return (
    <div data-wide>
      <Combobox
        store={combobox}
        onOptionSubmit={(text) => {
          const chosen = offered.list.find((each) => each.text === text);
          if (chosen) choose(chosen);
        }}
      >
        <Combobox.Target>
          <Textarea
            ref={input}
            label={label}
            description={description}
            placeholder={placeholder ?? ""}
            classNames={{ input: classes.code ?? "" }}
            autosize
            minRows={1}
            spellCheck={false}
            autoComplete="off"
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value);
              setCaret(event.currentTarget.selectionStart);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onKeyDown={keys}
            onKeyUp={move}
            onClick={move}
            onFocus={() => setIsIn(true)}
            onBlur={() => {
              setIsIn(false);
              combobox.closeDropdown();
            }}
            error={!fault && error ? error : Boolean(fault)}
            aria-describedby={fault ? described : undefined}
            rightSection={rightSection}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={offered.list.length === 0}>
          <Combobox.Options>
            {offered.list.map(({ text, note }) => (
              <Combobox.Option key={text} value={text}>
                <span className={classes.name}>{text}</span>
                <span className={classes.note}>{note}</span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {fault ? (
        <div id={described} className={classes.fault}>
          <code>
            {value.slice(0, fault.start)}
            <mark>{value.slice(fault.start, fault.end) || " "}</mark>
            {value.slice(fault.end)}
          </code>
          <span>{fault.words}</span>
        </div>
      ) : null}
      {fault ? null : children}
    </div>
  );
}

const nothing = { from: 0, list: [] } as const;
