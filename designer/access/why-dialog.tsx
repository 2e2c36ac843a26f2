import { Modal } from "@mantine/core";
import { useSay } from "../../runtime/web/language/index.ts";
import type { RecordsActionProps } from "../../runtime/web/parts/part.ts";
import { addDesignerWords, useDesignerSay } from "../say.ts";
import { Why } from "./why.tsx";

addDesignerWords();

/** From a record's menu: who may do what with it, and why. */
export default function WhyDialog({ choice, onClose }: RecordsActionProps) {
  const say = useDesignerSay();
  const sayShell = useSay();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say("access.why-title")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <Why account={null} type={choice.type.name} id={choice.ids?.[0] ?? null} />
    </Modal>
  );
}
