import { inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "./empty.ts";
import { LinksShow } from "./more-shows.tsx";
import { LinkShow } from "./reference-show.tsx";
import { isReference } from "./reference-value.ts";
import { rowFields } from "./row-cells.tsx";
import { Shown } from "./shown.tsx";
import classes from "./ties.module.css";
import type { ShowProps } from "./widget.ts";

/** Records tied by links: each as a pill, in a record with what its link says. */
export default function TiesShow({ field, value, place }: ShowProps) {
  const { model } = useWorkspace();
  const language = useLanguage();
  const relation = field.type.relation(field.document);
  const type = relation?.kind === "many" ? model.types.get(relation.of) : undefined;
  if (relation?.kind !== "many" || !type || place !== "block")
    return <LinksShow field={field} value={value} place={place} />;
  const columns = rowFields(type, [relation.by, relation.other, relation.position]);
  const ties: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <ul className={classes.list}>
      {ties.map((tie) => (
        <li key={isReference(tie) ? tie.id : String(Object(tie).id)}>
          <LinkShow field={field} value={tie} place="line" />
          {columns
            .filter((column) => !isEmpty(Object(tie).link?.[column.name]))
            .map((column) => (
              <span key={column.name} className={classes.value} title={inWords(column.label, language)}>
                <Shown field={column} value={Object(tie).link[column.name]} />
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
