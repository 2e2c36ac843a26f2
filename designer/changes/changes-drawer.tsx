import { Button, Drawer, Tabs, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../runtime/web/api/client.ts";
import { keys } from "../../runtime/web/api/keys.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { Empty, reasonOf } from "../../runtime/web/shell/states.tsx";
import { toast, toastRefusal } from "../../runtime/web/shell/toast.tsx";
import { Packs } from "../packs/packs.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import { useDraft } from "./draft.ts";
import type { FaultPlace } from "./fault-place.ts";
import { usePlan } from "./plan.ts";
import { PriceList } from "./price-list.tsx";
import { Revisions } from "./revisions.tsx";
import { useUndoRevision } from "./undo-revision.ts";

/** The change set: every change with its price, what is wrong, publishing it; and the revisions before it. */
export function ChangesDrawer({
  onClose,
  onOpenPlace,
}: {
  onClose: () => void;
  onOpenPlace: (place: FaultPlace) => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={720}
      title={say("changes.title")}
      classNames={{ title: classes.drawerTitle ?? "", body: classes.drawerBody ?? "" }}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <Tabs defaultValue="draft" className={classes.tabs ?? ""}>
        <Tabs.List>
          <Tabs.Tab value="draft">{say("changes.draft")}</Tabs.Tab>
          <Tabs.Tab value="revisions">{say("changes.revisions")}</Tabs.Tab>
          <Tabs.Tab value="packs">{say("packs.title")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="draft" className={classes.panel ?? ""}>
          <DraftPanel onClose={onClose} onOpenPlace={onOpenPlace} />
        </Tabs.Panel>
        <Tabs.Panel value="revisions" className={classes.panel ?? ""}>
          <Revisions />
        </Tabs.Panel>
        <Tabs.Panel value="packs" className={classes.panel ?? ""}>
          <Packs />
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  );
}

function DraftPanel({
  onClose,
  onOpenPlace,
}: {
  onClose: () => void;
  onOpenPlace: (place: FaultPlace) => void;
}) {
  const say = useDesignerSay();
  const { changes } = useDraft();
  if (changes.length === 0) return <Empty sentence={say("changes.empty")} />;
  return (
    <>
      <PriceList onOpenPlace={onOpenPlace} />
      <PublishBar onClose={onClose} />
    </>
  );
}

function PublishBar({ onClose }: { onClose: () => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const { discard, published, changeSet } = useDraft();
  const { data: plan } = usePlan();
  const [why, setWhy] = useState("");
  const { publish, isPublishing } = usePublish(onClose);
  const giveUp = () => {
    const takeBack = discard();
    toast(sayShell, say("draft.was-discarded"), { undo: async () => takeBack() });
    onClose();
  };
  const revision = plan?.revision ?? published.revision;
  return (
    <div className={classes.publishBar}>
      <TextInput
        className={classes.why}
        label={say("changes.why")}
        placeholder={say("changes.why-hint")}
        value={why}
        maxLength={2_000}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button onClick={giveUp}>{say("changes.discard")}</Button>
        <Button
          variant="filled"
          disabled={isPublishing || (plan?.faults.length ?? 0) > 0}
          onClick={() => publish({ ...changeSet, revision, ...(why ? { why } : {}) })}
        >
          {say(isPublishing ? "changes.publishing" : "changes.publish")}
        </Button>
      </div>
    </div>
  );
}

/** Publishes the draft, then shows everything by the new model; the toast takes it back. */
function usePublish(onPublished: () => void) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const { discard } = useDraft();
  const undoRevision = useUndoRevision();
  const [isPublishing, setPublishing] = useState(false);
  const publish = async (body: object) => {
    setPublishing(true);
    try {
      const { revision } = await call<{ revision: number }>("/api/metadata/apply", { method: "POST", body });
      await cache.invalidateQueries({ queryKey: keys.metadata });
      discard();
      toast(sayShell, say("changes.published", { revision }), {
        undo: async () => {
          await undoRevision(revision);
        },
      });
      onPublished();
    } catch (problem) {
      toastRefusal(sayShell, reasonOf(problem, sayShell));
      await cache.invalidateQueries({ queryKey: keys.metadata });
    } finally {
      setPublishing(false);
    }
  };
  return { publish: (body: object) => void publish(body), isPublishing };
}
