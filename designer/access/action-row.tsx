import { Button, Select } from "@mantine/core";
import type { Words } from "../../core/language/index.ts";
import { recordActionWords } from "../../metamodel/action-words.ts";
import type { Permission, RecordAction, TypePermissions } from "../../metamodel/kinds/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { type CellAction, withDenial, withWord, wordFor } from "./said-by-role.ts";

type Word = "like" | "none" | "all" | "where" | "denied";

function wordOf(said: Permission | undefined): Word {
  if (said === undefined) return "like";
  return typeof said === "string" ? "where" : said ? "all" : "none";
}

/** What a role says of one action: nothing, all, where a condition holds, or that nobody may who holds it. */
export function ActionRow({
  action,
  words,
  like,
  type,
  permissions,
  onPut,
}: {
  action: CellAction;
  /** As it stands after “may”. */
  words: Words;
  /** What it follows without a word of its own: another action, or the role as a whole; null for nothing. */
  like: RecordAction | "role" | null;
  type: string;
  permissions: TypePermissions;
  onPut: (next: TypePermissions) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const said = wordFor(permissions, action);
  const denied = wordFor(permissions.deny, action);
  const put = (next: Permission | undefined) => onPut(withWord(permissions, action, next));
  const deny = (next: Permission | undefined) => onPut(withDenial(permissions, action, next));
  const choose = (word: string | null) => {
    if (word === "denied") {
      onPut(withDenial(withWord(permissions, action, undefined), action, true));
      return;
    }
    const free = denied === true ? withDenial(permissions, action, undefined) : permissions;
    const next =
      word === "where"
        ? typeof said === "string"
          ? said
          : "true"
        : word === "all"
          ? true
          : word === "none"
            ? false
            : undefined;
    onPut(withWord(free, action, next));
  };
  const likeWords =
    like === "role"
      ? say("access.as-role")
      : say("access.as", { like: like ? recordActionWords[like][language] : "" });
  const isOfOneType = type !== "*";
  const data = [
    ...(like ? [{ value: "like", label: likeWords }] : []),
    { value: "none", label: say("access.none") },
    { value: "all", label: say("access.all") },
    ...(isOfOneType ? [{ value: "where", label: say("access.where") }] : []),
    { value: "denied", label: say("access.denied") },
  ];
  const word = denied === true ? "denied" : wordOf(said);
  const label = words[language];
  const title = label.charAt(0).toUpperCase() + label.slice(1);
  return (
    <div className={classes.action}>
      <Select
        label={title}
        data={data}
        allowDeselect={false}
        value={word === "like" && !like ? "none" : word}
        onChange={choose}
      />
      {typeof said === "string" && denied !== true ? (
        <ExpressionInput
          type={type}
          label={say("access.condition")}
          value={said}
          onChange={(next) => put(next || "false")}
          expects="bool"
        />
      ) : null}
      {typeof denied === "string" ? (
        <>
          <ExpressionInput
            type={type}
            label={say("access.denied-where")}
            value={denied}
            onChange={(next) => deny(next || "false")}
            expects="bool"
          />
          <Button variant="subtle" onClick={() => deny(undefined)}>
            {say("access.deny-no-more")}
          </Button>
        </>
      ) : null}
      {!denied && isOfOneType ? (
        <Button
          className={classes.besides}
          variant="subtle"
          aria-label={`${title} : ${say("access.deny-where")}`}
          onClick={() => deny("false")}
        >
          {say("access.deny-where")}
        </Button>
      ) : null}
    </div>
  );
}
