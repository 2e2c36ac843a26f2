import * as z from "zod";
import { codes, type Problem, Refusal, type RefusalCode, toProblem } from "../errors/index.ts";
import type { Language } from "../language/index.ts";

/** Why a job failed, as kept: a code with its values, worded only when somebody reads it. */
export type JobError = z.infer<typeof jobErrorShape>;

const codeShape = z.custom<RefusalCode>((code) => typeof code === "string" && Object.hasOwn(codes, code));
const valuesShape = z.record(z.string(), z.unknown());
const jobErrorShape = z.object({
  code: codeShape,
  values: valuesShape,
  faults: z.array(z.object({ path: z.string(), code: codeShape, values: valuesShape.optional() })),
});

/** A refusal as it is; anything else as `server.failed` under the reference that the log carries too. */
export function toJobError(cause: unknown, reference: string): JobError {
  if (!(cause instanceof Refusal)) return { code: "server.failed", values: { reference }, faults: [] };
  return {
    code: cause.code,
    values: { ...cause.values },
    faults: cause.faults.map(({ path, code, values = {} }) => ({ path, code, values: { ...values } })),
  };
}

/** The kept error as problem details in the reader's language; a code of another version is told as a failure. */
export function toJobProblem(kept: unknown, language: Language): Problem | null {
  if (kept === null || kept === undefined) return null;
  const read = jobErrorShape.safeParse(kept);
  const { code, values, faults } = read.success ? read.data : toJobError(null, "?");
  const told = faults.map(({ path, code, values = {} }) => ({ path, code, values }));
  return toProblem(new Refusal(code, values, { faults: told }), language);
}
