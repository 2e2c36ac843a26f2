import { ActionIcon, Skeleton } from "@mantine/core";
import { IconMaximize, IconRefresh } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Tile } from "../../../metamodel/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { NotFound } from "../../web/shell/not-found.tsx";
import { PageHead } from "../../web/shell/page-head.tsx";
import { Empty, Failure } from "../../web/shell/states.tsx";
import classes from "./dashboard.module.css";
import { useDashboard } from "./dashboard.ts";
import { useReportSay } from "./say.ts";
import { TileView } from "./tile-view.tsx";

/** The figures of a dashboard, in a grid of twelve; every figure leads to its records. */
export default function DashboardPage() {
  const { name = "" } = useParams({ strict: false });
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useReportSay();
  const page = useRef<HTMLDivElement>(null);
  const known = model.dashboards.get(name);
  const { data, error, refetch, isFetching } = useDashboard(name, model);
  if (!known) return <NotFound />;
  return (
    <div className={classes.page} ref={page}>
      <PageHead title={inWords(known.label, language)}>
        <ActionIcon
          onClick={() => void refetch()}
          loading={isFetching && data !== undefined}
          aria-label={say("reports.refresh")}
          title={say("reports.refresh")}
        >
          <IconRefresh size={18} />
        </ActionIcon>
        <ActionIcon
          className={classes.fullScreen}
          onClick={() => void page.current?.requestFullscreen()}
          aria-label={say("reports.full-screen")}
          title={say("reports.full-screen")}
        >
          <IconMaximize size={18} />
        </ActionIcon>
      </PageHead>
      {error && !data ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : known.tiles.length === 0 ? (
        <Empty sentence={say("reports.no-tiles")} />
      ) : (
        <div className={classes.scroll}>
          <div className={classes.grid}>
            {data
              ? data.tiles.map((tile) => <TileView key={tile.name} tile={tile} />)
              : known.tiles.map((tile) => <WaitingTile key={tile.name} tile={tile} />)}
          </div>
        </div>
      )}
    </div>
  );
}

/** Has the place and the height of the tile to come. */
function WaitingTile({ tile }: { tile: Tile }) {
  const language = useLanguage();
  return (
    <section
      className={classes.tile}
      style={{ "--span": tile.width } as never}
      data-shape={tile.shape}
      aria-busy="true"
    >
      <header className={classes.tileHead}>
        <h2 className={classes.tileTitle}>{inWords(tile.label, language)}</h2>
      </header>
      <Skeleton height={tile.shape === "number" ? 36 : 240} animate={false} />
    </section>
  );
}
