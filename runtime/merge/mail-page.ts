import { Refusal } from "../../core/errors/index.ts";

/**
 * MJML as HTML that mail programs show alike, its `{{places}}` kept for filling. Compiled once per text. No web
 * fonts, no includes: a mail asks nothing of other machines.
 */
export async function mailPage(mjml: string): Promise<string> {
  const known = compiled.get(mjml);
  if (known) return known;
  const html = await compile(mjml);
  if (compiled.size > 500) compiled.clear();
  compiled.set(mjml, html);
  return html;
}

const compiled = new Map<string, string>();

interface MjmlFault {
  readonly line: number;
  readonly message: string;
}

async function compile(mjml: string): Promise<string> {
  // MJML takes 35 MB of memory: a house that sends no mail does without.
  const { default: mjml2html } = await import("mjml");
  try {
    const { html } = await mjml2html(mjml, { validationLevel: "strict", fonts: {}, keepComments: false });
    return html;
  } catch (cause) {
    const faults = faultsOf(cause);
    const first = faults[0] ?? { line: 1, message: cause instanceof Error ? cause.message : String(cause) };
    throw new Refusal(
      "template.broken",
      { line: first.line, reason: first.message },
      {
        cause,
        faults: faults.map(({ line, message }) => ({
          path: `line ${line}`,
          code: "template.broken",
          values: { line, reason: message },
        })),
      },
    );
  }
}

function faultsOf(cause: unknown): MjmlFault[] {
  if (typeof cause !== "object" || cause === null || !("errors" in cause) || !Array.isArray(cause.errors))
    return [];
  return cause.errors.filter(
    (fault): fault is MjmlFault => typeof fault?.line === "number" && typeof fault?.message === "string",
  );
}
