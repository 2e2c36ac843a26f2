import pino from "pino";
import { systemClock } from "../../core/clock.ts";
import { readConfig } from "../../core/config.ts";
import { openDatabase } from "../../core/database/index.ts";
import { openJobs } from "../../core/jobs/index.ts";
import { openOutgoing } from "../../core/outgoing/index.ts";
import { openSecrets } from "../../core/secrets/index.ts";
import { folderStorage } from "../../core/storage/index.ts";
import { crmFor, type Runtime, systemUser } from "../../runtime/crm.ts";
import { applyChanges, openModels } from "../../runtime/metadata/index.ts";
import { openEvents } from "../../runtime/open-events.ts";

// A process for tests to kill: publishes one change after the other and says each revision once it is acknowledged.
// Arguments: the URL of the database, a folder for files.
const [databaseUrl = "", files = ""] = process.argv.slice(2);
const database = await openDatabase({ data: "", databaseUrl, schema: "dossier", pool: 4 });
const events = await openEvents(database);
const models = await openModels(database, { capabilities: [], events });
const runtime: Runtime = {
  database,
  storage: await folderStorage(files),
  secrets: openSecrets(["for tests only".repeat(3)]),
  outgoing: openOutgoing(),
  jobs: openJobs(database, pino({ level: "silent" })),
  events,
  clock: systemClock,
  log: pino({ level: "silent" }),
  models,
  model: () => models.current(),
  settings: readConfig({}),
  users: { of: async () => null },
};

for (let round = 0; ; round++) {
  const { revision } = await applyChanges(crmFor(runtime, systemUser, "cli"), {
    documents: [contract(round)],
  });
  process.stdout.write(`${revision}\n`);
}

/** In turn: a fee that is text, then money; and a new field each time. */
function contract(round: number): object {
  const extra = Array.from({ length: (round % 5) + 1 }, (_, index) => text(`extra_${index}`));
  const fee = { name: "fee", type: round % 2 === 0 ? "money" : "text", label: { en: "Fee" } };
  return {
    kind: "type",
    name: "contract",
    label: { en: "Contract" },
    fields: [text("subject"), fee, ...extra],
  };
}

function text(name: string): object {
  return { name, type: "text", label: { en: name }, indexed: name.endsWith("1") };
}
