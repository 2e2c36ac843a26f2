import { Button, Select, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useDesignerSay } from "../../say.ts";
import classes from "../access.module.css";
import { useChange, useGroups, useRoleChoices } from "../accounts.ts";

/** Which group of the house somebody joins for each group that the provider names, and the roles that this gives. */
export function ProviderGroups({ provider }: { provider: string }) {
  const say = useDesignerSay();
  const change = useChange();
  const roles = useRoleChoices();
  const groups = useGroups().data?.items ?? [];
  const [named, setNamed] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const own = `${provider}:`;
  const isOfOthers = (name: string) => /^[a-z][a-z0-9-]{0,39}:/.test(name) && !name.startsWith(own);
  const ties = groups.flatMap((group) =>
    group.directory.filter((name) => !isOfOthers(name)).map((name) => ({ group, name })),
  );
  const rolesOf = (names: readonly string[]) =>
    names.map((name) => roles.find(({ value }) => value === name)?.label ?? name).join(", ") || "—";
  const put = (name: string, directory: readonly string[]) =>
    change(`groups/${name}`, { method: "PATCH", body: { directory }, told: say("access.saved") });
  const add = async () => {
    const group = groups.find((each) => each.name === chosen);
    if (!group || named.trim() === "") return;
    if (await put(group.name, [...new Set([...group.directory, own + named.trim()])])) setNamed("");
  };
  return (
    <section className={classes.form} aria-label={say("provider.groups")}>
      <h3 className={classes.reasonsTitle}>{say("provider.groups")}</h3>
      {groups.length === 0 ? <p className={classes.second}>{say("provider.no-groups")}</p> : null}
      <ul className={classes.ties}>
        {ties.map(({ group, name }) => {
          const shown = name.startsWith(own) ? name.slice(own.length) : name;
          return (
            <li key={`${group.name} ${name}`} className={classes.tie}>
              <span>
                <strong>{shown}</strong> → {group.label}{" "}
                <span className={classes.second}>({rolesOf(group.roles)})</span>
                {name.startsWith(own) ? null : (
                  <span className={classes.second}> · {say("provider.of-any")}</span>
                )}
              </span>
              <Button
                variant="subtle"
                color="red"
                aria-label={say("provider.untie", { name: shown })}
                onClick={() =>
                  void put(
                    group.name,
                    group.directory.filter((each) => each !== name),
                  )
                }
              >
                <IconTrash size={16} aria-hidden />
              </Button>
            </li>
          );
        })}
      </ul>
      {groups.length > 0 ? (
        <div className={classes.question}>
          <TextInput
            label={say("provider.group-there")}
            maxLength={150}
            value={named}
            onChange={(event) => setNamed(event.currentTarget.value)}
          />
          <Select
            label={say("provider.group-here")}
            data={groups.map(({ name, label, roles: held }) => ({
              value: name,
              label: `${label} (${rolesOf(held)})`,
            }))}
            searchable
            value={chosen}
            onChange={setChosen}
            nothingFoundMessage={say("provider.no-group-found")}
          />
          <Button disabled={named.trim() === "" || chosen === null} onClick={() => void add()}>
            {say("provider.tie")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
