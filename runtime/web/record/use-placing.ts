import { useNavigate } from "@tanstack/react-router";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useSay } from "../language/index.ts";
import { forgetRecent } from "../shell/recent.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";

/** Archive, reactivate, trash: done at once, told, and taken back from the toast. */
export function usePlacing(record: RecordJson) {
  const say = useSay();
  const writes = useWrites();
  const navigate = useNavigate();
  const guarded = (act: () => Promise<void>) =>
    act().catch((problem) => toastRefusal(say, reasonOf(problem, say)));
  const { title } = record;
  return {
    archive: () =>
      guarded(async () => {
        await writes.archive(record);
        toast(say, say("record.archived", { title }), { undo: () => writes.reactivate(record) });
      }),
    reactivate: () => guarded(() => writes.reactivate(record)),
    trash: () =>
      guarded(async () => {
        await writes.trash(record);
        forgetRecent(record.id);
        const undo = async () => {
          await writes.restore(record);
          await navigate({ to: `/${record.type}/${record.id}` });
        };
        toast(say, say("record.trashed", { title }), { undo });
        await navigate({ to: `/${record.type}` });
      }),
  };
}
