import { inWords } from "../../../../core/language/index.ts";
import type { ModelType } from "../../../../metamodel/index.ts";
import { useLanguage, useSay } from "../../language/index.ts";

/** What the fields of a history are called; those that the type has no more go by their names. */
export function useFieldNamed(type: ModelType): (name: string) => string {
  const say = useSay();
  const language = useLanguage();
  return (name) => {
    if (name === "type") return say("history.kind");
    const field = type.fields.get(name);
    return field ? inWords(field.label, language) : name;
  };
}
