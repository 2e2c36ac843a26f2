import { Combobox, InputBase, Loader, useCombobox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import { placeholderOf } from "./placeholder.ts";
import { useRecordAround } from "./record-context.ts";
import { isReference } from "./reference-value.ts";
import { type FoundRecord, useFoundRecords } from "./search-records.ts";
import { useTitle } from "./titles.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

const QuickCreate = lazy(() => import("../form/quick-create.tsx"));

/** One record of one type: found by typing, two lines each, created in place when it is missing. */
export function RecordSearch(
  props: InputProps & { readonly to: string; readonly without?: readonly string[] },
) {
  const { field, value, onChange, onBlur, disabled, to, without = [] } = props;
  const say = useSay();
  const language = useLanguage();
  const { narrow } = useRecordAround();
  const [query, setQuery] = useState<string | null>(null);
  const [creating, setCreating] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { found: all, isFetching } = useFoundRecords(to, query ?? "", {
    enabled: combobox.dropdownOpened,
    filter: narrow(field),
  });
  const found = all.filter(({ id }) => !without.includes(id));
  const loadedTitle = useTitle(to, typeof value === "string" ? value : null);
  const title = isReference(value) ? (value.title ?? "") : (loadedTitle ?? "");

  const choose = (record: FoundRecord | null) => {
    onChange(record ? { id: record.id, type: record.type, title: record.title } : null);
    setQuery(null);
    combobox.closeDropdown();
  };
  const canClear = Boolean(value) && field.document.required !== true;
  const open = () => {
    if (!disabled) combobox.openDropdown();
  };
  const type = (text: string) => {
    setQuery(text);
    combobox.openDropdown();
    combobox.updateSelectedOptionIndex();
  };
  const leave = () => {
    combobox.closeDropdown();
    if (query === "") onChange(null);
    setQuery(null);
    onBlur?.();
  };
  return (
    <>
      <Combobox
        store={combobox}
        onOptionSubmit={(id) =>
          id === "+" ? setCreating(query ?? "") : choose(found.find((record) => record.id === id) ?? null)
        }
      >
        <Combobox.Target>
          <InputBase
            id={props.id}
            value={query ?? title}
            onChange={(event) => type(event.currentTarget.value)}
            onFocus={open}
            onClick={open}
            onBlur={leave}
            placeholder={placeholderOf(field, language, say("widget.reference-search"))}
            rightSection={
              <RightSection
                busy={isFetching && combobox.dropdownOpened}
                onClear={canClear ? () => choose(null) : null}
              />
            }
            rightSectionPointerEvents={canClear ? "all" : "none"}
            aria-label={props.ariaLabel}
            aria-describedby={props.describedBy}
            error={props.invalid}
            disabled={disabled ?? false}
            autoFocus={props.autoFocus ?? false}
            autoComplete="off"
          />
        </Combobox.Target>
        <Found found={found} query={query ?? ""} to={to} />
      </Combobox>
      <Suspense>
        {creating === null ? null : (
          <QuickCreate type={to} start={creating} onCreated={choose} onClose={() => setCreating(null)} />
        )}
      </Suspense>
    </>
  );
}

function RightSection({ busy, onClear }: { busy: boolean; onClear: (() => void) | null }) {
  const say = useSay();
  if (busy) return <Loader size={14} />;
  if (onClear) return <Combobox.ClearButton onClear={onClear} aria-label={say("widget.clear")} />;
  return <Combobox.Chevron />;
}

function Found({ found, query, to }: { found: readonly FoundRecord[]; query: string; to: string }) {
  const say = useSay();
  const { model } = useWorkspace();
  const may = useMay();
  const names = model.types.get(to)?.concrete ?? [];
  const canCreate = query.trim() !== "" && names.some((name) => may("create", name));
  return (
    <Combobox.Dropdown>
      <Combobox.Options mah={320} style={{ overflowY: "auto" }}>
        {found.map((record) => (
          <Combobox.Option key={record.id} value={record.id}>
            <div className={classes.resultTitle}>{record.title}</div>
            {record.note ? <div className={classes.resultNote}>{record.note}</div> : null}
          </Combobox.Option>
        ))}
        {found.length === 0 && !canCreate ? (
          <Combobox.Empty>{say("widget.nothing-found")}</Combobox.Empty>
        ) : null}
        {canCreate ? (
          <Combobox.Option value="+">
            <span className={classes.withIcon}>
              <IconPlus size={14} aria-hidden />
              {say("widget.reference-create", { query })}
            </span>
          </Combobox.Option>
        ) : null}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
