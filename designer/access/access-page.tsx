import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { PageHead } from "../../runtime/web/shell/page-head.tsx";
import { Empty, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { ChangesDrawer } from "../changes/changes-drawer.tsx";
import { DraftContext, useOpenDraft } from "../changes/draft.ts";
import { DraftButton } from "../draft-button.tsx";
import { addDesignerWords, useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { GroupsTab } from "./groups-tab.tsx";
import { ProvidersTab } from "./providers/providers-tab.tsx";
import { RolesTab } from "./roles-tab.tsx";
import { UsersTab } from "./users-tab.tsx";

addDesignerWords();

const tabs = ["users", "groups", "roles", "providers"] as const;

/** Who can sign in, with which roles, and what the roles may do. */
export default function AccessPage() {
  const say = useDesignerSay();
  const { me } = useWorkspace();
  const draft = useOpenDraft();
  const navigate = useNavigate();
  const { tab } = useParams({ strict: false });
  const [areChangesOpen, setChangesOpen] = useState(false);
  if (!me.can.configure) return <Empty sentence={say("types.not-administrator")} />;
  if (!draft) return <WaitingRows />;
  const chosen = tabs.find((each) => each === tab) ?? "users";
  return (
    <DraftContext value={draft}>
      <PageHead title={say("access.title")}>
        {chosen === "roles" ? <DraftButton onClick={() => setChangesOpen(true)} /> : null}
      </PageHead>
      <Tabs
        value={chosen}
        onChange={(next) => void navigate({ to: "/-/access/$tab", params: { tab: next ?? "users" } })}
        classNames={{ root: classes.tabs ?? "", list: classes.tabList ?? "", panel: classes.panel ?? "" }}
        keepMounted={false}
      >
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say(`access.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="users">
          <UsersTab />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab />
        </Tabs.Panel>
        <Tabs.Panel value="roles">
          <RolesTab />
        </Tabs.Panel>
        <Tabs.Panel value="providers">
          <ProvidersTab />
        </Tabs.Panel>
      </Tabs>
      {areChangesOpen ? (
        <ChangesDrawer
          onClose={() => setChangesOpen(false)}
          onOpenPlace={({ type }) => void navigate({ to: "/-/designer/$type", params: { type } })}
        />
      ) : null}
    </DraftContext>
  );
}
