import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { Empty } from "../shell/states.tsx";
import { useFieldAt } from "./filter-bar.tsx";
import { toChips } from "./filter-chips.ts";
import type { ListState } from "./list-state.ts";

/** Nothing yet, with what the type is for, or nothing that matches: a sentence and the way on. */
export function ListEmpty({ type, state }: { type: ModelType; state: ListState }) {
  const say = useSay();
  const language = useLanguage();
  const fieldAt = useFieldAt(type);
  const may = useMay();
  const creatable = type.concrete.find((name) => may("create", name));
  const filters = toChips(state.filter, fieldAt).length;
  if (filters === 0 && !state.search && state.place !== "live")
    return <Empty sentence={say(state.place === "trash" ? "list.trash-empty" : "list.archives-empty")} />;
  if (filters === 0 && !state.search)
    return (
      <Empty sentence={say("list.empty")}>
        {type.help ? (
          <Text size="sm" c="dimmed" ta="center" maw={480}>
            {inWords(type.help, language)}
          </Text>
        ) : null}
        {creatable ? (
          <Button component={Link} to={`/${creatable}/new`}>
            {say("list.create")}
          </Button>
        ) : null}
      </Empty>
    );
  const sentence = filters > 0 ? say("list.no-match-filters", { count: filters }) : say("list.no-match");
  return (
    <Empty sentence={sentence}>
      <Button onClick={() => state.change({ filter: "", search: "" })}>{say("list.clear")}</Button>
    </Empty>
  );
}
