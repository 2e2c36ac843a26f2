import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef } from "react";
import { useLanguage } from "../language/index.ts";
import { styleNonce } from "../theme/style-nonce.ts";
import { placeholderOf } from "./placeholder.ts";
import { cleanHtml } from "./rich-html.tsx";
import { RichTools } from "./rich-tools.tsx";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

const kit = StarterKit.configure({
  heading: { levels: [2, 3] },
  link: { openOnClick: false, protocols: ["mailto", "tel"] },
});

/** Text with headings, lists, emphasis and links; written as the allowed elements without any attribute of their own. */
export default function RichTextInput(props: InputProps) {
  const { value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const html = typeof value === "string" ? value : "";
  const sent = useRef(html);
  const hint = placeholderOf(props.field, useLanguage());
  const editor = useEditor({
    extensions: [kit],
    content: html,
    editable: !disabled,
    autofocus: autoFocus ? "end" : false,
    shouldRerenderOnTransaction: true,
    injectNonce: styleNonce,
    editorProps: {
      attributes: {
        id,
        role: "textbox",
        "aria-multiline": "true",
        ...(ariaLabel ? { "aria-label": ariaLabel } : {}),
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        ...(hint ? { "aria-placeholder": hint } : {}),
      },
    },
    onUpdate: ({ editor: now }) => {
      sent.current = cleanHtml(now.getHTML());
      onChange(sent.current || null);
    },
    onBlur: () => onBlur?.(),
  });
  useEffect(() => {
    // A value that came from elsewhere (undo, a draft dropped) replaces the text; our own does not move the cursor.
    if (html === sent.current) return;
    sent.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  useEffect(() => editor.setEditable(!disabled, false), [editor, disabled]);
  return (
    <div className={classes.rich} data-invalid={invalid || undefined}>
      {disabled ? null : <RichTools editor={editor} />}
      <EditorContent
        editor={editor}
        className={classes.richText}
        data-hint={(!disabled && editor.isEmpty && hint) || undefined}
      />
    </div>
  );
}
