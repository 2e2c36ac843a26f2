import { Readable } from "node:stream";
import { cleanFileName } from "../../core/file-name.ts";
import { type Crm, traceOf } from "../crm.ts";
import { findFile } from "../documents/index.ts";
import { history, noteSecurityEvent, readingsOf, securityEventsOf } from "../history/index.ts";
import { filesAbout, recordsOf, type Trace } from "../records/index.ts";
import { type Asked, type Person, personalDataOf, personOf } from "./person.ts";
import { readMe } from "./words.ts";
import { openZip } from "./zip.ts";

/** A ZIP file with everything that is known of a person. */
export interface GivenOut {
  /** What the file may be called. */
  readonly name: string;
  readonly content: Readable;
}

/**
 * Everything that is known of a person as a ZIP file, written while it is read: records, the trash included, as JSON;
 * files; history; accounts; mails. Noted as a security event. Throws `person.not-found`.
 */
export async function giveOut(crm: Crm, asked: Asked): Promise<GivenOut> {
  const { sql } = crm.database;
  const known = await personOf(crm, sql, asked);
  const { id, type, title } = known.person;
  await noteSecurityEvent(sql, {
    kind: "person-exported",
    who: crm.user.id,
    via: crm.door,
    trace: traceOf(crm),
    detail: { type, record: id },
  });
  const at = crm.clock.now().toISOString();
  const zip = openZip();
  zip.add("README.txt", () => Readable.from([readMe[crm.user.language]({ title, at })]));
  for (const [name, pages] of listsOf(crm, known, asked)) zip.add(name, () => jsonList(pages()));
  for (const { file, record } of await filesAbout(crm, sql, known.traces)) {
    const kept = await findFile(crm, file);
    if (!kept || !(await crm.storage.has(kept.hash))) continue;
    zip.add(`files/${record}/${kept.name}`, () => crm.storage.open(kept.hash));
  }
  return { name: cleanFileName(`${title || id} ${at.slice(0, 10)}.zip`), content: zip.end() };
}

type Pages = () => AsyncIterable<readonly unknown[]>;

/** The lists of the file by name; each is read when its turn has come. */
function listsOf(crm: Crm, known: Person, asked: Asked): ReadonlyMap<string, Pages> {
  const { sql } = crm.database;
  const once = (read: () => Promise<readonly unknown[]>): Pages =>
    async function* () {
      yield await read();
    };
  const lists = new Map<string, Pages>();
  for (const trace of known.traces.filter(isFirst))
    lists.set(nameOf(lists, trace), () => recordsOf(crm, trace));
  lists.set("history.json", () => histories(crm, known));
  lists.set(
    "readings.json",
    once(() => readingsOf(sql, known)),
  );
  lists.set(
    "signed-in.json",
    once(() => securityEventsOf(sql, known)),
  );
  for (const { name, read } of personalDataOf(crm, asked))
    lists.set(
      `${name}.json`,
      once(() => read(sql, known)),
    );
  return lists;
}

/** What a link leads to is read at once, whatever would become of each of it. */
function isFirst({ link, of }: Trace, index: number, all: readonly Trace[]): boolean {
  return link === null || all.findIndex((other) => other.link === link && other.of === of) === index;
}

function nameOf(taken: ReadonlyMap<string, Pages>, { type, link, rows }: Trace): string {
  const name = link ? `${type.name}.${link.field.name}` : (rows[0]?.type ?? type.name);
  for (let n = 1; ; n++) {
    const path = `records/${name}${n === 1 ? "" : `-${n}`}.json`;
    if (!taken.has(path)) return path;
  }
}

/** What was done to the records that are about the person. */
async function* histories(crm: Crm, { traces }: Person): AsyncGenerator<readonly unknown[]> {
  for (const { rows } of traces)
    for (const { id, type } of rows) yield [{ type, id, items: await history(crm, { type, id }) }];
}

function jsonList(pages: AsyncIterable<readonly unknown[]>): Readable {
  async function* text() {
    let separator = "[\n";
    for await (const page of pages)
      for (const item of page) {
        yield separator + JSON.stringify(item, null, 2);
        separator = ",\n";
      }
    yield separator === "[\n" ? "[]\n" : "\n]\n";
  }
  return Readable.from(text());
}
