import { Pill } from "../../web/widgets/pill.tsx";
import type { ImportRun } from "../imports.ts";
import { useImportSay } from "./say.ts";

const tones = {
  waiting: "yellow",
  running: "blue",
  done: "green",
  cancelled: "grey",
  failed: "red",
  interrupted: "orange",
  undoing: "blue",
  undone: "grey",
} as const;

/** Where an import stands, by shape, word and tone. */
export function ImportStatePill({ state }: Pick<ImportRun, "state">) {
  const say = useImportSay();
  return <Pill tone={tones[state]} label={say(`import.state-${state}`)} />;
}
