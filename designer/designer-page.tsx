import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useWorkspace } from "../runtime/web/model/workspace.ts";
import { Empty, WaitingRows } from "../runtime/web/shell/states.tsx";
import { ChangesDrawer } from "./changes/changes-drawer.tsx";
import { type Draft, DraftContext, useOpenDraft } from "./changes/draft.ts";
import classes from "./designer.module.css";
import { DesignerHead } from "./designer-head.tsx";
import { addDesignerWords, useDesignerSay } from "./say.ts";
import { FieldsOfType } from "./types/fields-of-type.tsx";
import { TypeDrawer } from "./types/type-drawer.tsx";
import { TypeTree } from "./types/type-tree.tsx";

addDesignerWords();

/** What lies over the page: a type that is made or set, the change set. */
type Layer = { readonly layer: "new-type" | "type-settings" | "changes" } | null;

/** The designer: the types at the left, the fields of one of them, and the draft that holds every change. */
export default function DesignerPage() {
  const say = useDesignerSay();
  const { me } = useWorkspace();
  const draft = useOpenDraft();
  if (!me.can.configure) return <Empty sentence={say("types.not-administrator")} />;
  if (!draft) return <WaitingRows />;
  return (
    <DraftContext value={draft}>
      <Designer draft={draft} />
    </DraftContext>
  );
}

function Designer({ draft }: { draft: Draft }) {
  const say = useDesignerSay();
  const { type: name } = useParams({ strict: false });
  const navigate = useNavigate();
  const [layer, setLayer] = useState<Layer>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const type = draft.drafted.model.types.get(name ?? "");
  useDraftKeys(draft);
  const close = () => setLayer(null);
  const goTo = (target: string) => void navigate({ to: "/-/designer/$type", params: { type: target } });
  return (
    <div className={classes.designer} data-chosen={name ? true : undefined}>
      <DesignerHead
        type={type ?? null}
        onChanges={() => setLayer({ layer: "changes" })}
        onSettings={() => setLayer({ layer: "type-settings" })}
      />
      <div className={classes.body}>
        <TypeTree chosen={name ?? null} onAdd={() => setLayer({ layer: "new-type" })} />
        <FirstType chosen={name} draft={draft} />
        {type ? (
          <FieldsOfType key={type.name} type={type} opened={opened} onOpened={setOpened} />
        ) : name ? (
          <Empty sentence={say("types.unknown")} />
        ) : null}
      </div>
      {layer?.layer === "new-type" ? (
        <TypeDrawer type={null} under={type?.name ?? null} onClose={close} onMade={goTo} />
      ) : null}
      {layer?.layer === "type-settings" && type ? (
        <TypeDrawer type={type} under={null} onClose={close} onMade={goTo} />
      ) : null}
      {layer?.layer === "changes" ? (
        <ChangesDrawer
          onClose={close}
          onOpenPlace={(at) => {
            goTo(at.type);
            setOpened(at.field);
            setLayer(at.field === null ? { layer: "type-settings" } : null);
          }}
        />
      ) : null}
    </div>
  );
}

/** Beside the tree something is always chosen; on a phone the tree is a page of its own. */
function FirstType({ chosen, draft }: { chosen: string | undefined; draft: Draft }) {
  const navigate = useNavigate();
  const [first] = [...draft.drafted.model.types.values()].filter(({ parent }) => parent === null);
  useEffect(() => {
    if (chosen || !first || window.matchMedia("(max-width: 899.98px)").matches) return;
    void navigate({ to: "/-/designer/$type", params: { type: first.name }, replace: true });
  }, [chosen, first, navigate]);
  return null;
}

/** Ctrl+Z and Ctrl+Shift+Z; while somebody types they belong to the text. */
function useDraftKeys({ undo, redo }: Draft): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
      const { target } = event;
      if (target instanceof Element && target.closest("input, textarea, [contenteditable], [role=dialog]"))
        return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [undo, redo]);
}
