import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArchive,
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconHistory,
  IconLink,
  IconPencil,
  IconSwitchHorizontal,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { neighboursOf } from "../list/neighbours.ts";
import { PartActions } from "../list/records-actions.tsx";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { RecordsChoice } from "../parts/part.ts";
import { PageHead } from "../shell/page-head.tsx";
import { toast } from "../shell/toast.tsx";
import { useRecordAround } from "../widgets/record-context.ts";
import { HeadFigures } from "./head-figures.tsx";
import { useMenuActions } from "./menu-actions.tsx";
import { otherKinds } from "./other-kinds.ts";
import classes from "./record.module.css";
import { StateMenu } from "./state-menu.tsx";
import { usePlacing } from "./use-placing.ts";

const ChangeType = lazy(() => import("./change-type.tsx"));

interface RecordHeadProps {
  readonly type: ModelType;
  readonly record: RecordJson;
  readonly isArchived: boolean;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  readonly onHistory: () => void;
}

/** Title, state, figures and what can be done with the record. */
export function RecordHead(props: RecordHeadProps) {
  const { type, record, isArchived, isEditing, onEdit } = props;
  const say = useSay();
  const language = useLanguage();
  const may = useMay();
  const { ask } = useRecordAround();
  return (
    <>
      <PageHead
        title={record.title}
        parent={{ label: inWords(type.plural, language), path: `/${type.name}` }}
        beside={<StateMenu type={type} record={record} isArchived={isArchived} />}
      >
        <Neighbours id={record.id} />
        <PartActions choice={choiceOf(props)} look="icons" />
        {isArchived || isEditing || !may("change", type.name, ask) ? null : (
          <Button
            variant="filled"
            leftSection={<IconPencil size={16} />}
            onClick={onEdit}
            title={`${say("record.edit")} (E)`}
            aria-label={say("record.edit")}
            data-phone="icon"
          >
            {say("record.edit")}
          </Button>
        )}
        <MoreMenu {...props} />
      </PageHead>
      <HeadFigures type={type} record={record} />
    </>
  );
}

/** The record as what can be done with several is asked about it. */
function choiceOf({ type, record }: Pick<RecordHeadProps, "type" | "record">): RecordsChoice {
  return { type, ids: [record.id], filter: undefined, search: undefined, sort: undefined, columns: [] };
}

function Neighbours({ id }: { id: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const { previous, next } = neighboursOf(id);
  if (!previous && !next) return null;
  const go = (to: typeof next) => void (to && navigate({ to: `/${to.type}/${to.id}` }));
  return (
    <span className={classes.neighbours}>
      <Tooltip label={`${say("record.previous")} (K)`}>
        <ActionIcon disabled={!previous} onClick={() => go(previous)} aria-label={say("record.previous")}>
          <IconChevronUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${say("record.next")} (J)`}>
        <ActionIcon disabled={!next} onClick={() => go(next)} aria-label={say("record.next")}>
          <IconChevronDown size={18} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

function MoreMenu({ type, record, isArchived, onHistory }: RecordHeadProps) {
  const say = useSay();
  const { model } = useWorkspace();
  const [isChanging, setIsChanging] = useState(false);
  const { archive, trash } = usePlacing(record);
  const may = useMay();
  const { ask } = useRecordAround();
  const can = (action: "change" | "archive" | "delete" | "history") => may(action, type.name, ask);
  const parts = useMenuActions(choiceOf({ type, record }));
  const others = otherKinds(model, type).filter(({ name }) => may("change", name));
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    toast(say, say("record.link-copied"));
  };
  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={say("shell.more")} title={say("shell.more")}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {can("history") ? (
          <Menu.Item leftSection={<IconHistory size={16} />} rightSection={<kbd>H</kbd>} onClick={onHistory}>
            {say("record.history")}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
          {say("record.copy-link")}
        </Menu.Item>
        {parts.items}
        {can("change") || can("archive") || can("delete") ? <Menu.Divider /> : null}
        {isArchived || others.length === 0 || !can("change") ? null : (
          <Menu.Item leftSection={<IconSwitchHorizontal size={16} />} onClick={() => setIsChanging(true)}>
            {say("record.change-type")}
          </Menu.Item>
        )}
        {isArchived || !can("archive") ? null : (
          <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => void archive()}>
            {say("record.archive")}
          </Menu.Item>
        )}
        {can("delete") ? (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void trash()}>
            {say("record.trash")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <>
      {menu}
      {parts.dialog}
      {isChanging ? (
        <Suspense>
          <ChangeType type={type} record={record} onClose={() => setIsChanging(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
