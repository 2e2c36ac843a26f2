import { inWords } from "../../core/language/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { isChip, operatorOf, toChips } from "../../runtime/web/list/filter-chips.ts";
import { resolvePath } from "../../runtime/web/model/paths.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";

/**
 * Reads a condition of a role as people would say it: “City is Bex and State is Open”. What asks more than the words
 * of a filter can say is told as a condition alone.
 */
export function useConditionWords(name: string): (cel: string) => string {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const { model } = useDraft().drafted;
  const type = model.types.get(name);
  return (cel) => {
    const unsaid = say("access.told-condition");
    if (!type) return unsaid;
    const at = (path: string) => resolvePath({ model, language, say: sayShell }, type, path);
    const fieldAt = (path: string) => at(path)?.field ?? null;
    const said = toChips(cel, fieldAt).map((part) => {
      const found = isChip(part) ? at(part.path) : null;
      const word = isChip(part) ? operatorOf(part, fieldAt) : undefined;
      if (!isChip(part) || !found || !word) return null;
      const { document, type: kind } = found.field;
      const values = [part.value].flat().filter((value) => value !== null && value !== undefined);
      const shown = values.map((value) =>
        word.takes === "text" || word.takes === "number"
          ? String(value)
          : kind.format(value, document, habits),
      );
      return [found.label, inWords(word.label, language), shown.join(", ")].filter(Boolean).join(" ");
    });
    return said.includes(null) ? unsaid : said.join(say("access.told-and"));
  };
}
