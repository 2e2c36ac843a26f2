import { ActionIcon } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Model, ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import { OnDemand, type TargetElement } from "./on-demand.tsx";

const LinkMenu = lazy(() => import("./link-menu.tsx"));

/** "+": creates anything the modules show. */
export function CreateMenu({ target }: { target?: TargetElement }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const may = useMay();
  const creatable = creatableTypes(model, (type) => may("create", type));
  if (creatable.length === 0) return null;
  const items = creatable.map(({ name, label, icon }) => ({
    key: name,
    label: inWords(label, language),
    icon,
    path: `/${name}/new`,
  }));
  return (
    <OnDemand
      Layer={LinkMenu}
      props={{ items, position: "right-start" as const }}
      target={
        target ?? (
          <ActionIcon variant="default" aria-label={say("shell.create")} title={say("shell.create")}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    />
  );
}

/** The types of the modules and their subtypes of which the user may make records. */
export function creatableTypes(model: Model, mayCreate: (type: string) => boolean): readonly ModelType[] {
  const names = model.app.modules.flatMap((entry) =>
    entry.type ? (model.types.get(entry.type)?.concrete ?? []) : [],
  );
  return [...new Set(names)]
    .flatMap((name) => model.types.get(name) ?? [])
    .filter((type) => !type.abstract && mayCreate(type.name));
}
