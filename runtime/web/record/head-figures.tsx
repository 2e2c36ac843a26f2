import type { ModelType } from "../../../metamodel/index.ts";
import { useFirstRecords } from "../api/reads.ts";
import type { RecordJson } from "../api/shapes.ts";
import { formOf } from "../form/sections.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { resolvePath, selectOf, valueAt } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./record.module.css";

/** The key figures that the form document puts under the title. */
export function HeadFigures({ type, record }: { type: ModelType; record: RecordJson }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const head = formOf(model, type)?.head ?? [];
  const far = head.filter((path) => path.includes("."));
  const { data } = useFirstRecords(
    type.name,
    { filter: `id == ${JSON.stringify(record.id)}`, select: selectOf(far), limit: 1 },
    { enabled: far.length > 0 },
  );
  const figures = head.flatMap((path) => {
    const resolved = resolvePath({ model, language, say }, type, path);
    const value = valueAt(path.includes(".") ? (data?.items[0] ?? record) : record, path);
    return resolved && !isEmpty(value) ? [{ ...resolved, value }] : [];
  });
  if (figures.length === 0) return null;
  return (
    <dl className={classes.figures}>
      {figures.map(({ path, label, field, value }) => (
        <div key={path}>
          <dt>{label}</dt>
          <dd>
            <Shown field={field} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
