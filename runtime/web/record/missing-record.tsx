import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ModelType } from "../../../metamodel/index.ts";
import { address, call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Empty, Failure } from "../shell/states.tsx";

/** A record that is not there: perhaps it lies in the trash, from where it can be restored. */
export function MissingRecord({ type, id, problem }: { type: ModelType; id: string; problem: unknown }) {
  const say = useSay();
  const writes = useWrites();
  const { model } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...keys.records(model, type.name), "trashed", id],
    queryFn: ({ signal }) =>
      call<RecordJson>(address(`records/${type.name}/${id}`, { trash: "true" }), { signal }),
  });
  if (!data) return <Failure problem={problem} />;
  return (
    <Empty sentence={say("record.trashed", { title: data.title })}>
      <Button variant="filled" onClick={() => void writes.restore(data)}>
        {say("history.set-back")}
      </Button>
    </Empty>
  );
}
