import type { CodeTable } from "../refusal.ts";

/** Refusals of the ground floor: configuration, database, storage, jobs. */
export const systemCodes = {
  "config.invalid": {
    status: 500,
    fr: "Le réglage {name} n’est pas valable : {reason}",
    en: "The setting {name} is not valid: {reason}",
  },
  "database.unreachable": {
    status: 503,
    fr: "La base de données ne répond pas ({where}) : {reason}",
    en: "The database does not answer ({where}): {reason}",
  },
  "database.too-old": {
    status: 500,
    fr: "PostgreSQL {version} est trop ancien ; il faut la version 15 ou plus récente.",
    en: "PostgreSQL {version} is too old; version 15 or newer is needed.",
  },
} satisfies CodeTable;
