import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { formatInstant } from "../../../../core/language/index.ts";
import { address, call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Person, RecordJson } from "../../api/shapes.ts";
import { useSay } from "../../language/index.ts";
import { useWorkspace } from "../../model/workspace.ts";
import { Empty, Failure, WaitingRows } from "../../shell/states.tsx";
import classes from "./history.module.css";

interface Reading {
  readonly no: number;
  readonly at: string;
  readonly by: Person | null;
  readonly for: Person | null;
  readonly key: Person | null;
  readonly how: string;
  readonly count: number;
  readonly file: string | null;
}

const pageSize = 100;
const ways = new Set(["record", "list", "search", "export", "document", "merge", "history"] as const);

/** Who read a record of a type that traces its reading, newest first. */
export function ReadingsList({ record }: { record: RecordJson }) {
  const say = useSay();
  const { model, habits } = useWorkspace();
  const list = useInfiniteQuery({
    queryKey: [...keys.history(model, record.type, record.id), "readings"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      call<{ items: readonly Reading[] }>(
        address(`history/${record.type}/${record.id}/readings`, { before: pageParam }),
        { signal },
      ),
    getNextPageParam: ({ items }) => (items.length < pageSize ? null : String(items.at(-1)?.no)),
  });
  if (list.error) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <WaitingRows rows={4} height={32} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty sentence={say("readings.none")} />;
  return (
    <>
      <ol className={classes.history}>
        {items.map(({ no, at, by, for: other, key, how, count, file }) => {
          const who = by?.name ?? key?.name ?? say("record.system");
          const way = [...ways].find((each) => each === how) ?? "record";
          return (
            <li key={no} className={classes.mutationHead}>
              <strong>{say(`readings.${way}`, { count, file: file ?? "" })}</strong>
              <time dateTime={at}>{formatInstant(at, habits)}</time>
              <span>{other ? say("history.for", { name: who, other: other.name }) : who}</span>
            </li>
          );
        })}
      </ol>
      {list.hasNextPage ? (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {say("readings.more")}
        </Button>
      ) : null}
    </>
  );
}
