import { Button, FileButton } from "@mantine/core";
import { useState } from "react";
import { formatInstant } from "../../core/language/index.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { Empty, Failure, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { toastRefusal } from "../../runtime/web/shell/toast.tsx";
import changes from "../changes/changes.module.css";
import { useDesignerSay } from "../say.ts";
import { type PackFile, readPackFile, standardPack, type TakenPack, usePacks } from "./pack.ts";
import { PackPrice } from "./pack-price.tsx";
import classes from "./packs.module.css";

/** The packs that were taken in, and the next version of one of them: its price, its conflicts, taking it in. */
export function Packs() {
  const say = useDesignerSay();
  const sayShell = useSay();
  const { data, error, refetch } = usePacks();
  const [chosen, setChosen] = useState<PackFile | null>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    const pack = await readPackFile(file);
    if (pack) setChosen(pack);
    else toastRefusal(sayShell, say("packs.unreadable"));
  };
  if (chosen) return <PackPrice pack={chosen} onDone={() => setChosen(null)} />;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <WaitingRows rows={3} height={48} />;
  return (
    <>
      {data.items.length === 0 ? (
        <Empty sentence={say("packs.none")} />
      ) : (
        <PackList packs={data.items} onLook={setChosen} />
      )}
      <div className={classes.bar}>
        <FileButton accept="application/json,.json" onChange={(file) => void choose(file)}>
          {(button) => <Button {...button}>{say("packs.choose")}</Button>}
        </FileButton>
      </div>
    </>
  );
}

function PackList({ packs, onLook }: { packs: readonly TakenPack[]; onLook: (pack: PackFile) => void }) {
  const say = useDesignerSay();
  const { habits } = useWorkspace();
  return (
    <ul className={changes.revisions}>
      {packs.map(({ name, version, at, by, documents, waiting }) => (
        <li key={name} className={changes.revision}>
          <div className={changes.revisionHead}>
            <strong>{name === standardPack ? say("packs.standard") : name}</strong>
            <span>{version}</span>
            <time dateTime={at}>{formatInstant(at, habits)}</time>
            <span>{by?.name || say("revisions.system")}</span>
            <span>{say("packs.documents", { count: documents })}</span>
          </div>
          {waiting === null ? null : (
            <div className={classes.bar}>
              <span>{say("packs.waits")}</span>
              <Button onClick={() => onLook({ name, version: waiting })}>{say("packs.look")}</Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
