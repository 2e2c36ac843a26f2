import { Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { call } from "../../web/api/client.ts";
import type { RecordsActionProps } from "../../web/parts/part.ts";
import type { ErasurePlan } from "../plan.ts";
import { Erasing } from "./erasing.tsx";
import classes from "./people.module.css";
import { usePeopleSay } from "./say.ts";

/** What is known of a person: as a file to hand out, and what erasing would do. */
export default function PersonData({ choice, onClose }: RecordsActionProps) {
  const say = usePeopleSay();
  const isPhone = useMediaQuery("(max-width: 639.98px)") ?? false;
  const id = choice.ids?.[0] ?? "";
  const plan = useQuery({
    queryKey: ["person", id],
    gcTime: 0,
    queryFn: () => call<ErasurePlan>(`/api/people/${id}/erasure`),
  });
  const title = plan.data?.person.title ?? "…";
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={isPhone}
      size={720}
      title={say("people.title", { title })}
      closeButtonProps={{ "aria-label": say("people.close") }}
    >
      <section className={classes.part}>
        <h3>{say("people.give")}</h3>
        <p>{say("people.give-help")}</p>
        <Button
          component="a"
          href={`/api/people/${id}/data`}
          download
          leftSection={<IconDownload size={16} />}
        >
          {say("people.download")}
        </Button>
      </section>
      <section className={classes.part}>
        <h3>{say("people.erase")}</h3>
        {plan.data ? <Erasing plan={plan.data} onClose={onClose} /> : null}
        {plan.isPending ? <p role="status">{say("people.looking")}</p> : null}
        {plan.error ? <p role="alert">{plan.error.message}</p> : null}
      </section>
    </Modal>
  );
}
