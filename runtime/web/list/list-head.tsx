import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconDots, IconDownload, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { address } from "../api/client.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { selectOf } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { OnDemand } from "../shell/on-demand.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { type SearchParams, writeSearch } from "../shell/search-params.ts";
import type { ListState } from "./list-state.ts";
import { ListActions } from "./records-actions.tsx";

const placeWords = { archived: "list.archives", trash: "list.trash" } as const;

const LinkMenu = lazy(() => import("../shell/link-menu.tsx"));

/** Title of the list, what can be done with all of it, and the one filled button: create. */
export function ListHead({ type, state }: { type: ModelType; state: ListState }) {
  const language = useLanguage();
  const say = useSay();
  const plural = inWords(type.plural, language);
  return (
    <PageHead title={state.place === "live" ? plural : `${plural} · ${say(placeWords[state.place])}`}>
      {state.at === null ? (
        <>
          <ListActions type={type} state={state} />
          <ExportMenu type={type} state={state} />
        </>
      ) : null}
      <PlaceMenu type={type} />
      {state.at === null ? <CreateButton type={type} /> : null}
    </PageHead>
  );
}

function CreateButton({ type }: { type: ModelType }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const navigate = useNavigate();
  const may = useMay();
  const kinds = type.concrete.flatMap((name) => (may("create", name) ? (model.types.get(name) ?? []) : []));
  const toNew = () => void navigate({ to: `/${kinds[0]?.name ?? type.name}/new` });
  useKeys({ n: toNew }, { enabled: kinds.length > 0 });
  if (kinds.length === 0) return null;
  const look = {
    variant: "filled",
    leftSection: <IconPlus size={16} />,
    "data-phone": "icon",
    "aria-label": say("list.create"),
    title: `${say("list.create")} (N)`,
  } as const;
  if (kinds.length === 1)
    return (
      <Button {...look} component={Link} to={`/${kinds[0]?.name}/new`}>
        {say("list.create")}
      </Button>
    );
  const items = kinds.map(({ name, label, icon }) => ({
    key: name,
    label: inWords(label, language),
    icon,
    path: `/${name}/new`,
  }));
  return (
    <OnDemand
      Layer={LinkMenu}
      props={{ items }}
      target={
        <Button {...look} rightSection={<IconChevronDown size={14} />}>
          {say("list.create")}
        </Button>
      }
    />
  );
}

/** The way to what is archived or in the trash. */
function PlaceMenu({ type }: { type: ModelType }) {
  const say = useSay();
  const may = useMay();
  const params: SearchParams = useSearch({ strict: false });
  const past = writeSearch({ ...params, at: new Date().toISOString() });
  const items = [
    { key: "live", label: say("list.live"), icon: "list", path: `/${type.name}` },
    { key: "archived", label: say("list.archives"), icon: "archive", path: `/${type.name}?in=archived` },
    { key: "trash", label: say("list.trash"), icon: "trash", path: `/${type.name}?in=trash` },
    ...(may("history", type.name)
      ? [{ key: "past", label: say("list.past"), icon: "history", path: `/${type.name}${past}` }]
      : []),
  ];
  return (
    <OnDemand
      Layer={LinkMenu}
      props={{ items }}
      target={
        <ActionIcon aria-label={say("shell.more")} title={say("shell.more")}>
          <IconDots size={18} />
        </ActionIcon>
      }
    />
  );
}

const formats = ["xlsx", "csv"] as const;

function ExportMenu({ type, state }: { type: ModelType; state: ListState }) {
  const say = useSay();
  const may = useMay();
  if (!may("export", type.name)) return null;
  const target = (format: string) =>
    address(`export/${type.name}`, {
      format,
      filter: state.filter,
      search: state.search,
      sort: state.sort.join(","),
      select: selectOf(state.columns),
    });
  const items = formats.map((format) => ({
    key: format,
    label: say("list.export-as", { format: format.toUpperCase() }),
    path: target(format),
    isDownload: true,
  }));
  return (
    <OnDemand
      Layer={LinkMenu}
      props={{ items }}
      target={
        <ActionIcon aria-label={say("list.export")} title={say("list.export")}>
          <IconDownload size={18} />
        </ActionIcon>
      }
    />
  );
}
