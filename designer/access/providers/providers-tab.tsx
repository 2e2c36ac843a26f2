import { Button, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../../../runtime/web/language/index.ts";
import { Empty, Failure, WaitingRows } from "../../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../../say.ts";
import classes from "../access.module.css";
import { ProviderDrawer } from "./provider-drawer.tsx";
import { useProviders } from "./providers.ts";

/** Who else may say who somebody is: single sign-on, and directories of passwords. */
export function ProvidersTab() {
  const say = useDesignerSay();
  const language = useLanguage();
  const providers = useProviders();
  const [opened, setOpened] = useState<string | "new" | null>(null);
  if (providers.error) return <Failure problem={providers.error} onRetry={() => void providers.refetch()} />;
  if (!providers.data) return <WaitingRows rows={3} height={56} />;
  const { items, kinds } = providers.data;
  const kindOf = (name: string) => {
    const kind = kinds.find((each) => each.name === name);
    return kind ? inWords(kind.label, language) : say("provider.kind-missing", { kind: name });
  };
  return (
    <>
      <div className={classes.tools}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("new")}>
          {say("provider.add")}
        </Button>
        <span className={classes.legend}>{say("provider.lead")}</span>
      </div>
      {items.length === 0 ? <Empty sentence={say("provider.none")} /> : null}
      <ul className={classes.rows}>
        {items.map(({ name, label, kind, domains, people }) => (
          <li key={name}>
            <UnstyledButton className={classes.row} onClick={() => setOpened(name)}>
              <span className={classes.rowName}>
                <strong>{label}</strong>
                <span className={classes.second}>{name}</span>
              </span>
              <span className={classes.rowRoles}>{[kindOf(kind), ...domains].join(" · ")}</span>
              <span className={classes.rowWhen}>{say("provider.people", { count: people })}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {opened ? (
        <ProviderDrawer
          key={opened}
          provider={items.find(({ name }) => name === opened) ?? null}
          answer={providers.data}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}
