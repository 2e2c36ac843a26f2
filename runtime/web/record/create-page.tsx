import { Button, Stack } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useWrites } from "../api/writes.ts";
import { draftName } from "../form/drafts.ts";
import { withOpenRows } from "../form/open-rows.ts";
import { RecordForm } from "../form/record-form.tsx";
import { formTitle } from "../form/sections.ts";
import { type FormValues, written } from "../form/validator.ts";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useType, useWorkspace } from "../model/workspace.ts";
import { NotFound } from "../shell/not-found.tsx";
import { PageHead } from "../shell/page-head.tsx";
import type { SearchParams } from "../shell/search-params.ts";
import { Empty } from "../shell/states.tsx";
import { toast } from "../shell/toast.tsx";
import classes from "./record.module.css";

/** `/{type}/new`: the form of a new record; values in the address are carried over into it. */
export default function CreatePage() {
  const language = useLanguage();
  const say = useSay();
  const { model } = useWorkspace();
  const { type: name = "" } = useParams({ strict: false });
  const type = useType(name);
  const may = useMay();
  if (!type) return <NotFound />;
  if (!may("create", type.name)) return <Empty sentence={say("state.no-access")} />;
  const title = say("form.new", { label: formTitle(model, type, language) });
  return (
    <>
      <PageHead title={title} parent={{ label: inWords(type.plural, language), path: `/${type.name}` }} />
      <div className={classes.createPage}>
        {type.abstract ? <KindChoice type={type} /> : <CreateForm key={type.name} type={type} />}
      </div>
    </>
  );
}

function KindChoice({ type }: { type: ModelType }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const may = useMay();
  const search: SearchParams = useSearch({ strict: false });
  return (
    <Stack gap="sm" maw={440}>
      <h2 className={classes.columnTitle}>{say("form.choose-type")}</h2>
      {type.concrete.map((name) => {
        if (!may("create", name)) return null;
        const kind = model.types.get(name);
        const Icon = iconOf(kind?.icon);
        return (
          <Button
            key={name}
            component={Link}
            to="/$type/new"
            params={{ type: name } as never}
            search={search as never}
            justify="flex-start"
            leftSection={<Icon size={16} />}
          >
            {kind ? inWords(kind.label, language) : name}
          </Button>
        );
      })}
    </Stack>
  );
}

function CreateForm({ type }: { type: ModelType }) {
  const say = useSay();
  const writes = useWrites();
  const navigate = useNavigate();
  const { model } = useWorkspace();
  const start = useStart(type);
  const isCarried = Object.keys(start).length > 0;
  return (
    <div className={classes.formFrame}>
      <RecordForm
        type={type}
        mode="create"
        start={start}
        {...(isCarried ? {} : { draft: draftName(type.name) })}
        submitLabel={say("form.create")}
        onCancel={() => window.history.back()}
        onSubmit={async (values) => {
          const record = await writes.create(
            type.name,
            withOpenRows(Object(written(values, type.fields)), { type, model, start }),
          );
          toast(say, say("form.created", { title: record.title }), { undo: () => writes.trash(record) });
          await navigate({ to: `/${record.type}/${record.id}`, replace: true });
        }}
      />
    </div>
  );
}

/** The values of the address that belong to fields of the type: `?dossier=0191…`. */
function useStart(type: ModelType): FormValues {
  const params: SearchParams = useSearch({ strict: false });
  return useMemo(
    () => Object.fromEntries(Object.entries(params).filter(([name]) => type.fields.has(name))),
    [params, type],
  );
}
