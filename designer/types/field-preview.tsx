import { Input, Skeleton } from "@mantine/core";
import { Suspense, useState } from "react";
import { inWords } from "../../core/language/index.ts";
import { type FieldDocument, fieldTypeOf } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { widgetOf } from "../../runtime/web/widgets/index.ts";
import { Shown } from "../../runtime/web/widgets/shown.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { exampleOf, fieldFrom, isComplete } from "./field-example.ts";

/** The field as it will be: its real input to try, and its value in a list. */
export function FieldPreview({ document }: { document: FieldDocument }) {
  const say = useDesignerSay();
  const type = fieldTypeOf(document.type);
  const isReady = type !== undefined && isComplete(type, document);
  return (
    <aside className={classes.preview}>
      {isReady ? (
        <Live
          key={JSON.stringify([document.type, document.options, document.to, document.default])}
          document={document}
        />
      ) : (
        <p className={classes.note}>{say("drawer.preview-waits")}</p>
      )}
    </aside>
  );
}

function Live({ document }: { document: FieldDocument }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const type = fieldTypeOf(document.type);
  const relation = type?.relation(document) ?? null;
  const [value, setValue] = useState<unknown>(() =>
    type && relation === null ? (exampleOf(type, document) ?? null) : null,
  );
  if (!type) return null;
  const field = fieldFrom(type, document);
  const widget = widgetOf(field);
  const { Input: WidgetInput } = widget;
  const help = document.help ? inWords(document.help, language) : "";
  const label = inWords(document.label, language) || type.label[language];
  return (
    <>
      <h3>{say("drawer.preview")}</h3>
      <div className={classes.previewField}>
        <Input.Label htmlFor="designer-preview">
          {label}
          {document.required === true ? " *" : ""}
        </Input.Label>
        {type.generated || document.readOnly === true ? (
          <div className={classes.previewRead}>
            <Shown field={field} value={value} place="block" />
          </div>
        ) : (
          <Suspense fallback={<Skeleton height={32} animate={false} />}>
            <WidgetInput
              id="designer-preview"
              field={field}
              value={value}
              onChange={setValue}
              ariaLabel={label}
            />
          </Suspense>
        )}
        {help ? <Input.Description>{help}</Input.Description> : null}
      </div>
      {relation === null ? (
        <>
          <h3>{say("drawer.preview-list")}</h3>
          <div className={classes.previewList} data-align={widget.align}>
            <Shown field={field} value={value} />
          </div>
        </>
      ) : null}
    </>
  );
}
