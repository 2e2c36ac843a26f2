import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { address, call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { PageHead } from "../shell/page-head.tsx";
import PastBar from "../shell/past-bar.tsx";
import { Failure, WaitingRows } from "../shell/states.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { Shown } from "../widgets/shown.tsx";
import fieldClasses from "./fields.module.css";
import classes from "./record.module.css";

/** A record as it was at an instant: its values, nothing to change. */
export default function PastRecord({ type: asked, id, at }: { type: ModelType; id: string; at: string }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.record(model, asked.name, id), "at", at],
    queryFn: ({ signal }) =>
      call<RecordJson>(address(`records/${asked.name}/${id}`, { asOf: at }), { signal }),
  });
  const type = model.types.get(data?.type ?? "") ?? asked;
  const fields = [...type.fields.values()].filter(({ name }) => !isEmpty(data?.[name]));
  const go = (to: string | null) =>
    void navigate({
      to: `/${type.name}/${id}`,
      search: (to === null ? {} : { at: to }) as never,
      replace: true,
    });
  return (
    <div className={classes.record}>
      <PageHead
        title={data?.title ?? say("past.title")}
        parent={{ label: inWords(type.plural, language), path: `/${type.name}?at=${encodeURIComponent(at)}` }}
      />
      <PastBar at={at} onChange={go} />
      {error ? <Failure problem={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <WaitingRows rows={12} />}
      <section className={classes.column} data-column="fields">
        <dl className={fieldClasses.rows}>
          {fields.map((field) => (
            <div key={field.name} className={fieldClasses.row} data-wide={widgetOf(field).wide || undefined}>
              <dt>{inWords(field.label, language)}</dt>
              <dd className={fieldClasses.value}>
                <Shown field={field} value={data?.[field.name]} place="block" />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
