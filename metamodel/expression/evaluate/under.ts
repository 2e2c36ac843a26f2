import type { Term, TermOf } from "../term.ts";
import { memberOf, type Run, recordIn } from "./frame.ts";
import { fromJson } from "./json.ts";

/** As far as the record tells what it lies below; unknown beyond. */
export function runUnder({ of, other, record, tree }: TermOf<"under">, runOf: (term: Term) => Run): Run {
  const [own, above] = [runOf(of), runOf(other)];
  return (frame) => {
    const [key, wanted] = [own(frame), above(frame)];
    if (key === null || wanted === null) return null;
    const met = new Set<unknown>();
    for (let at = recordIn(frame, record), id: unknown = key; !met.has(id); ) {
      if (id === wanted) return true;
      met.add(id);
      at = memberOf(at, tree.name);
      if (at === null) return false;
      id = fromJson.id(at);
      if (id === null) return null;
    }
    return false;
  };
}
