import { ActionIcon } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { formatNumber, inWords } from "../../../core/language/index.ts";
import { useFirstRecords } from "../api/reads.ts";
import type { RecordJson } from "../api/shapes.ts";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./context.module.css";
import type { Relation } from "./relations.ts";

const rowLimit = 5;

/** Related records of one kind: how many, the latest ones, and a way to add one. Shows nothing for none. */
export function RelatedBlock({
  relation,
  record,
  onCounted,
}: {
  relation: Relation;
  record: RecordJson;
  onCounted: (count: number) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const may = useMay();
  const { type, field, isAlone } = relation;
  const filter = relation.filterFor(record.id);
  const { data } = useFirstRecords(type.name, {
    filter,
    sort: "-updated_at",
    select: type.state ?? "created_at",
    limit: rowLimit,
  });
  const count = data?.count?.value;
  useEffect(() => {
    if (count !== undefined) onCounted(count);
  }, [count, onCounted]);
  if (!data || !count) return null;
  const Icon = iconOf(type.icon);
  const plural = inWords(type.plural, language);
  const reverse = relation.label ? inWords(relation.label, language) : null;
  const heading = reverse ?? (isAlone ? plural : `${plural} · ${inWords(field.label, language)}`);
  const add = say("context.add", { label: inWords(type.label, language) });
  return (
    <section className={classes.block}>
      <header className={classes.blockHead}>
        <Icon size={16} stroke={1.6} aria-hidden />
        <h2 className={classes.blockTitle}>{heading}</h2>
        <span className={classes.count}>{formatNumber(String(count), habits)}</span>
        {record.archived_at || !may("create", type.name) ? null : (
          <ActionIcon
            size={24}
            component={Link}
            to={`/${type.name}/new?${field.name}=${record.id}`}
            aria-label={add}
            title={add}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </header>
      <ul className={classes.blockRows}>
        {data.items.map((item) => (
          <RelatedRow key={item.id} relation={relation} item={item} />
        ))}
      </ul>
      {count > rowLimit ? (
        <Link
          className={classes.all}
          to="/$type"
          params={{ type: type.name } as never}
          search={{ filter } as never}
        >
          {say("context.all", { count: formatNumber(String(count), habits) })}
        </Link>
      ) : null}
    </section>
  );
}

function RelatedRow({ relation, item }: { relation: Relation; item: RecordJson }) {
  const state = relation.type.state ? relation.type.fields.get(relation.type.state) : undefined;
  return (
    <li>
      <Link
        to="/$type/$id"
        params={{ type: item.type, id: item.id }}
        className={classes.relatedTitle}
        title={item.title}
      >
        {item.title}
      </Link>
      {state && !isEmpty(item[state.name]) ? <Shown field={state} value={item[state.name]} /> : null}
    </li>
  );
}
