import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { TemplateDocument } from "../../../metamodel/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { RecordsActionProps } from "../../web/parts/part.ts";
import classes from "./merge.module.css";
import { PreviewPane } from "./preview-pane.tsx";
import { templatesFor, useRecipients } from "./recipients.ts";
import { useMergeSay } from "./say.ts";
import { Steps } from "./steps.tsx";

/** Letters or mails from choosing to sending on one page: the steps at the left, a filled example at the right. */
export function MergeWindow({
  choice,
  onClose,
  channel,
}: RecordsActionProps & { channel?: TemplateDocument["channel"] }) {
  const say = useMergeSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const isPhone = useMediaQuery("(max-width: 639.98px)") ?? false;
  const templates = templatesFor(choice.type, { templates: model.templates, channel });
  const [name, setName] = useState(templates.length === 1 ? (templates[0]?.name ?? null) : null);
  const [place, setPlace] = useState(0);
  const recipients = useRecipients(choice);
  const template = templates.find((each) => each.name === name) ?? null;
  const kind = channel === "letter" ? "merge.letter" : channel === "email" ? "merge.mail" : "merge.title";
  const isOne = choice.ids?.length === 1;
  const about = isOne ? (recipients.at(0)?.title ?? "") : inWords(choice.type.plural, language);
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={isPhone}
      size={1040}
      closeButtonProps={{ "aria-label": say("merge.close") }}
      title={about ? `${say(kind)} · ${about}` : say(kind)}
      classNames={{ header: classes.head ?? "", title: classes.title ?? "", body: classes.body ?? "" }}
    >
      <div className={classes.window}>
        <Steps
          choice={choice}
          templates={templates}
          template={template}
          onTemplate={setName}
          recipients={recipients}
          record={recipients.at(place)}
          onClose={onClose}
        />
        <PreviewPane
          choice={choice}
          template={template}
          recipients={recipients}
          place={place}
          onPlace={(next) => {
            if (!recipients.at(next + 1)) recipients.more();
            setPlace(next);
          }}
        />
      </div>
    </Modal>
  );
}
