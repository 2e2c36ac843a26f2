import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconSeparatorHorizontal,
  IconSourceCode,
  IconStrikethrough,
  IconUnderline,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/react";
import { useState } from "react";
import { useWidgetSay } from "./say.ts";
import classes from "./widgets.module.css";
import type { words } from "./words.ts";

interface Tool {
  readonly key: keyof typeof words;
  readonly Icon: Icon;
  readonly keys?: string;
  readonly isOn?: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

const marks: readonly Tool[] = [
  tool("rich.bold", IconBold, { on: "bold", keys: "Ctrl+B", run: (chain) => chain.toggleBold() }),
  tool("rich.italic", IconItalic, { on: "italic", keys: "Ctrl+I", run: (chain) => chain.toggleItalic() }),
  tool("rich.underline", IconUnderline, {
    on: "underline",
    keys: "Ctrl+U",
    run: (chain) => chain.toggleUnderline(),
  }),
  tool("rich.strike", IconStrikethrough, { on: "strike", run: (chain) => chain.toggleStrike() }),
  tool("rich.code", IconCode, { on: "code", run: (chain) => chain.toggleCode() }),
];

const blocks: readonly Tool[] = [
  {
    key: "rich.h2",
    Icon: IconH2,
    isOn: (editor) => editor.isActive("heading", { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    key: "rich.h3",
    Icon: IconH3,
    isOn: (editor) => editor.isActive("heading", { level: 3 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  tool("rich.bullets", IconList, { on: "bulletList", run: (chain) => chain.toggleBulletList() }),
  tool("rich.numbers", IconListNumbers, { on: "orderedList", run: (chain) => chain.toggleOrderedList() }),
  tool("rich.quote", IconBlockquote, { on: "blockquote", run: (chain) => chain.toggleBlockquote() }),
  tool("rich.code-block", IconSourceCode, { on: "codeBlock", run: (chain) => chain.toggleCodeBlock() }),
  tool("rich.line", IconSeparatorHorizontal, { run: (chain) => chain.setHorizontalRule() }),
];

const steps: readonly Tool[] = [
  tool("rich.undo", IconArrowBackUp, { keys: "Ctrl+Z", run: (chain) => chain.undo() }),
  tool("rich.redo", IconArrowForwardUp, { keys: "Ctrl+Shift+Z", run: (chain) => chain.redo() }),
];

/** What can be done with the chosen words, each tool with its key where it has one. */
export function RichTools({ editor }: { editor: Editor }) {
  const say = useWidgetSay();
  return (
    <div role="toolbar" aria-label={say("rich.tools")} className={classes.richTools}>
      {marks.map((each) => (
        <ToolButton key={each.key} tool={each} editor={editor} />
      ))}
      <LinkTool editor={editor} />
      <span className={classes.richGap} />
      {blocks.map((each) => (
        <ToolButton key={each.key} tool={each} editor={editor} />
      ))}
      <span className={classes.richGap} />
      {steps.map((each) => (
        <ToolButton key={each.key} tool={each} editor={editor} />
      ))}
    </div>
  );
}

function ToolButton({ tool: { key, Icon, keys, isOn, run }, editor }: { tool: Tool; editor: Editor }) {
  const say = useWidgetSay();
  const active = isOn?.(editor) ?? false;
  return (
    <ActionIcon
      size={28}
      variant={active ? "light" : "subtle"}
      color={active ? "accent" : "gray"}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => run(editor)}
      aria-label={say(key)}
      {...(isOn ? { "aria-pressed": active } : {})}
      title={keys ? `${say(key)} (${keys})` : say(key)}
    >
      <Icon size={16} />
    </ActionIcon>
  );
}

/** The address of the chosen words; an empty one takes the link away. */
function LinkTool({ editor }: { editor: Editor }) {
  const say = useWidgetSay();
  const [text, setText] = useState<string | null>(null);
  const active = editor.isActive("link");
  const save = () => {
    const address = withScheme(text?.trim() ?? "");
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address) chain.setLink({ href: address }).run();
    else chain.unsetLink().run();
    setText(null);
  };
  return (
    <Popover
      opened={text !== null}
      onChange={(opened) => (opened ? null : setText(null))}
      trapFocus
      withArrow
    >
      <Popover.Target>
        <ActionIcon
          size={28}
          variant={active ? "light" : "subtle"}
          color={active ? "accent" : "gray"}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setText(String(editor.getAttributes("link").href ?? ""))}
          aria-label={say("rich.link")}
          aria-pressed={active}
          title={say("rich.link")}
        >
          <IconLink size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.linkTool}>
        <TextInput
          value={text ?? ""}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            event.stopPropagation();
            save();
          }}
          placeholder="https://"
          aria-label={say("rich.link-address")}
          data-autofocus
        />
        <Button onClick={save}>{text?.trim() || !active ? say("rich.link-save") : say("rich.unlink")}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** `dossier.example` is meant as an address of the web, `anne@duc.example` as one of mail. */
function withScheme(address: string): string {
  if (address === "" || /^(https?:\/\/|mailto:|tel:)/i.test(address)) return address;
  return /^[^\s/]+@[^\s/]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}

type Chain = ReturnType<Editor["chain"]>;

function tool(
  key: Tool["key"],
  Icon: Icon,
  { on, keys, run }: { on?: string; keys?: string; run: (chain: Chain) => Chain },
): Tool {
  return {
    key,
    Icon,
    ...(keys ? { keys } : {}),
    ...(on ? { isOn: (editor: Editor) => editor.isActive(on) } : {}),
    run: (editor) => run(editor.chain().focus()).run(),
  };
}
