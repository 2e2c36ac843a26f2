import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { inWords } from "../../../core/language/index.ts";
import { useSearch } from "../api/reads.ts";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import { commands } from "../parts/index.ts";
import { creatableTypes } from "./create-menu.tsx";
import { modulesOf } from "./modules.ts";
import { recentRecords } from "./recent.ts";

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly icon: string | undefined;
  readonly path: string;
  readonly keys?: string;
}

const [store, spotlight] = createSpotlight();

/** Ctrl+K: records, commands and views in one list, recent ones first. */
export default function Palette({
  query,
  onQuery,
  onClose,
}: {
  query: string;
  onQuery: (query: string) => void;
  onClose: () => void;
}) {
  const say = useSay();
  const groups = useGroups(query);
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={onQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={480}
      size={560}
    >
      <Spotlight.Search
        placeholder={say("shell.search-hint")}
        aria-label={say("shell.search")}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, entries }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {entries.map((entry) => (
              <EntryAction key={entry.key} entry={entry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && query ? (
          <Spotlight.Empty>{say("palette.nothing", { query })}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function EntryAction({ entry }: { entry: Entry }) {
  const navigate = useNavigate();
  const Icon = iconOf(entry.icon);
  return (
    <Spotlight.Action
      label={entry.label}
      leftSection={<Icon size={18} stroke={1.6} />}
      onClick={() => void navigate({ to: entry.path })}
      {...(entry.note ? { description: entry.note } : {})}
      {...(entry.keys ? { rightSection: <kbd>{entry.keys}</kbd> } : {})}
    />
  );
}

function useGroups(query: string) {
  const say = useSay();
  const [words] = useDebouncedValue(query.trim(), 120);
  const found = useFound(words);
  const entries = useCommandEntries();
  const recent = useRecentEntries();
  const matches = entries.filter(({ label }) => includesWords(label, query)).slice(0, query ? 12 : 8);
  return [
    { label: say("palette.recent"), entries: query ? [] : recent },
    { label: say("palette.records"), entries: query ? found : [] },
    { label: say("palette.commands"), entries: matches },
  ].filter((group) => group.entries.length > 0);
}

function useFound(words: string): readonly Entry[] {
  const language = useLanguage();
  const { model } = useWorkspace();
  const { data } = useSearch(words);
  if (!words) return [];
  // What was written in journals comes behind what it was written about.
  const isEntry = (type: string) => Number(model.types.get(type)?.base === "entry");
  const hits = (data?.items ?? []).toSorted((a, b) => isEntry(a.type) - isEntry(b.type));
  return hits.map((hit) => {
    const type = model.types.get(hit.type);
    const kind = type ? inWords(type.label, language) : "";
    const snippet = saysMore(hit.snippet, hit.title) ? hit.snippet : null;
    return {
      key: hit.id,
      label: hit.title,
      note: [kind, snippet].filter(Boolean).join(" · "),
      icon: type?.icon,
      path: `/${hit.type}/${hit.id}`,
    };
  });
}

/** A passage that only repeats the title takes room from what helps to choose. */
function saysMore(snippet: string | null | undefined, title: string): boolean {
  return Boolean(snippet?.split(" · ").some((part) => !title.includes(part.trim())));
}

function useCommandEntries(): readonly Entry[] {
  const say = useSay();
  const language = useLanguage();
  const { model, me } = useWorkspace();
  const may = useMay();
  const modules = modulesOf(model, language);
  const shown = new Set(modules.map((module) => module.type));
  const go = modules.map((module) => ({
    key: `go-${module.name}`,
    label: say("palette.open", { label: module.label }),
    icon: module.icon,
    path: module.path,
    ...(module.letter ? { keys: say("keys.go-then", { key: module.letter.toUpperCase() }) } : {}),
  }));
  const views = [...model.views.values()].flatMap((view) => {
    const type = model.types.get(view.type);
    if (!type || !shown.has(view.type)) return [];
    const label = `${inWords(type.plural, language)} › ${inWords(view.label, language)}`;
    return [{ key: `view-${view.name}`, label, icon: type.icon, path: `/${view.type}?view=${view.name}` }];
  });
  const create = creatableTypes(model, (type) => may("create", type)).map((type) => ({
    key: `new-${type.name}`,
    label: say("palette.create", { label: inWords(type.label, language) }),
    icon: type.icon,
    path: `/${type.name}/new`,
  }));
  const parts = commands
    .filter((command) => command.may?.(me) ?? true)
    .map(({ name, label, icon, path }) => ({
      key: `do-${name}`,
      label: inWords(label, language),
      icon,
      path,
    }));
  return [...go, ...create, ...parts, ...views];
}

function useRecentEntries(): readonly Entry[] {
  const language = useLanguage();
  const { model } = useWorkspace();
  return recentRecords().flatMap(({ type: name, id, title }) => {
    const type = model.types.get(name);
    if (!type) return [];
    return [
      { key: id, label: title, note: inWords(type.label, language), icon: type.icon, path: `/${name}/${id}` },
    ];
  });
}

function includesWords(text: string, query: string): boolean {
  const plain = (each: string) => each.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain(query)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));
}
