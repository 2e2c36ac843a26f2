import type { ModelType } from "../../metamodel/model.ts";
import type { Condition } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Judged, judgeRecord } from "../records/index.ts";
import { partsOf } from "./parts.ts";

/** Whether a condition holds: null where a value is missing, undefined where no record is asked about. */
export type Holds = boolean | null | undefined;

/** What is known of conditions, and of their parts, for one record; of none in an explanation of a whole type. */
export interface Judgement {
  readonly record: Judged | null;
  of(condition: Condition): Holds;
}

/** Asks PostgreSQL in one statement whether conditions and their parts hold for a record and the user of `crm`. */
export async function judge(
  crm: Crm,
  { type, id, conditions }: { type: ModelType; id: string; conditions: readonly Condition[] },
): Promise<Judgement> {
  const asked = new Map(
    conditions.flatMap((one) => [one, ...partsOf(one)]).map((one) => [JSON.stringify(one), one] as const),
  );
  const record = await judgeRecord(crm, { type, id, conditions: [...asked.values()] });
  const keys = [...asked.keys()];
  const holds = new Map(keys.map((key, index) => [key, record?.holds[index] ?? null]));
  return { record, of: (condition) => holds.get(JSON.stringify(condition)) };
}

/** Of a whole type: no condition is asked for. */
export const unjudged: Judgement = { record: null, of: () => undefined };
