import { Refusal } from "../../core/errors/index.ts";

/** One asked value: a field, or a relation with what is wanted of its other side. `*` stands for all stored fields. */
export interface Asked {
  readonly name: string;
  /** Null: the field as it is written by default. */
  readonly inner: Asking | null;
}
export type Asking = readonly Asked[];

const limits = { length: 4_000, names: 300, depth: 4 };

/**
 * Reads `number,customer(name,city),lines(*)`; `customer.name` says the same as `customer(name)`. A name asked twice
 * counts once. Throws `query.select` with the position, `query.too-large` beyond 300 names or 4 levels.
 */
export function parseSelect(text: string): Asking {
  if (text.length > limits.length) throw tooLarge(`select > ${limits.length}`);
  const tokens = tokenise(text);
  let at = 0;

  const asking = list(1);
  if (at < tokens.length) throw unreadable(")");
  return asking;

  function list(depth: number): Asking {
    if (depth > limits.depth) throw tooLarge(`select > ${limits.depth} ( ( (`);
    const asked: Asked[] = [one(depth)];
    while (tokens[at]?.text === ",") {
      at += 1;
      asked.push(one(depth));
    }
    return merge(asked);
  }

  function one(depth: number): Asked {
    const token = tokens[at];
    if (!token || !/^[a-z*]/.test(token.text)) throw unreadable(token?.text ?? "…");
    at += 1;
    const names = token.text.split(".");
    if (depth + names.length - 1 > limits.depth) throw tooLarge(`select > ${limits.depth}`);
    return (
      names.reduceRight<Asked | null>(
        (inner, name) => ({ name, inner: inner ? [inner] : inside(depth + names.length) }),
        null,
      ) ?? { name: token.text, inner: null }
    );
  }

  function inside(depth: number): Asking | null {
    if (tokens[at]?.text !== "(") return null;
    at += 1;
    const asking = list(depth);
    if (tokens[at]?.text !== ")") throw unreadable(tokens[at]?.text ?? "…");
    at += 1;
    return asking;
  }

  function unreadable(found: string): Refusal {
    const position = tokens[at]?.position ?? text.length;
    return new Refusal("query.select", { position, reason: found }, { faults: [fault(position, found)] });
  }
}

function fault(position: number, reason: string) {
  return { path: "select", code: "query.select", values: { position, reason } } as const;
}

function tooLarge(reason: string): Refusal {
  return new Refusal("query.too-large", { reason });
}

function tokenise(text: string): readonly { text: string; position: number }[] {
  const tokens: { text: string; position: number }[] = [];
  const pattern = /\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*|\*|[(),])\s*/y;
  while (pattern.lastIndex < text.length) {
    const position = pattern.lastIndex;
    const found = pattern.exec(text)?.[1];
    if (found === undefined) {
      const reason = [...text.slice(position, position + 4)].slice(0, 1).join("");
      throw new Refusal("query.select", { position, reason }, { faults: [fault(position, reason)] });
    }
    tokens.push({ text: found, position });
    if (tokens.length > 4 * limits.names) throw tooLarge(`select > ${limits.names}`);
  }
  return tokens;
}

function merge(asked: readonly Asked[]): Asking {
  const byName = new Map<string, Asked>();
  for (const one of asked) {
    const before = byName.get(one.name);
    const inner =
      before?.inner && one.inner
        ? merge([...before.inner, ...one.inner])
        : (one.inner ?? before?.inner ?? null);
    byName.set(one.name, { name: one.name, inner });
  }
  if (byName.size > limits.names) throw tooLarge(`select > ${limits.names}`);
  return [...byName.values()];
}
