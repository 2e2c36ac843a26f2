import { ActionIcon, Menu, ScrollArea, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Model, ModelType } from "../../../metamodel/index.ts";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";

/** "+": creates anything the modules show. */
export function CreateMenu({ target }: { target?: ReactElement }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  return (
    <Menu position="right-start" width={240}>
      <Menu.Target>
        {target ?? (
          <Tooltip label={say("shell.create")} position="right">
            <ActionIcon variant="default" aria-label={say("shell.create")}>
              <IconPlus size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah="70vh">
          {creatableTypes(model).map((type) => {
            const Icon = iconOf(type.icon);
            return (
              <Menu.Item
                key={type.name}
                component={Link}
                to={`/${type.name}/new`}
                leftSection={<Icon size={16} stroke={1.6} />}
              >
                {inWords(type.label, language)}
              </Menu.Item>
            );
          })}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The types of the modules and their subtypes that records can have. */
export function creatableTypes(model: Model): readonly ModelType[] {
  const names = model.app.modules.flatMap((entry) =>
    entry.type ? (model.types.get(entry.type)?.concrete ?? []) : [],
  );
  return [...new Set(names)].flatMap((name) => model.types.get(name) ?? []).filter((type) => !type.abstract);
}
