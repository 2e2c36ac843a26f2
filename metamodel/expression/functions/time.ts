import type { Words } from "../../../core/language/index.ts";
import type { Overload } from "../term.ts";
import { isTimeZone, millisecondsOfDay, wallClock } from "../values/times.ts";
import { type ExpressionFunction, overload } from "./define.ts";

const zoned = { 1: (zone: string) => (isTimeZone(zone) ? zone : null) };

/** Parts of a day, an instant or a duration. Counted as CEL counts them: months, days of month and year from 0. */
export const timeFunctions: readonly ExpressionFunction[] = [
  part("getFullYear", "year", (wall) => wall.getUTCFullYear(), {
    help: { fr: "L’année.", en: "The year." },
    example: ['date("2026-03-04").getFullYear()', 2026],
  }),
  part("getMonth", "month - 1", (wall) => wall.getUTCMonth(), {
    help: { fr: "Le mois, de 0 (janvier) à 11.", en: "The month, from 0 (January) to 11." },
    example: ['date("2026-03-04").getMonth()', 2],
  }),
  part("getDate", "day", (wall) => wall.getUTCDate(), {
    help: { fr: "Le jour du mois, de 1 à 31.", en: "The day of the month, from 1 to 31." },
    example: ['date("2026-03-04").getDate()', 4],
  }),
  part("getDayOfMonth", "day - 1", (wall) => wall.getUTCDate() - 1, {
    help: { fr: "Le jour du mois, de 0 à 30.", en: "The day of the month, from 0 to 30." },
    example: ['date("2026-03-04").getDayOfMonth()', 3],
  }),
  part("getDayOfWeek", "dow", (wall) => wall.getUTCDay(), {
    help: {
      fr: "Le jour de la semaine, de 0 (dimanche) à 6.",
      en: "The day of the week, from 0 (Sunday) to 6.",
    },
    example: ['date("2026-03-04").getDayOfWeek()', 3],
  }),
  part("getDayOfYear", "doy - 1", dayOfYear, {
    help: { fr: "Le jour de l’année, dès 0.", en: "The day of the year, from 0." },
    example: ['date("2026-03-04").getDayOfYear()', 62],
  }),
  clockPart(
    "getHours",
    ["hour", (wall) => wall.getUTCHours()],
    ["div(#, 3600)", (seconds) => seconds / 3_600n],
    {
      help: {
        fr: "L’heure, ou les heures entières d’une durée.",
        en: "The hour, or the whole hours of a duration.",
      },
      example: ['timestamp("2026-03-04T08:30:00Z").getHours("Europe/Zurich")', 9],
    },
  ),
  clockPart(
    "getMinutes",
    ["minute", (wall) => wall.getUTCMinutes()],
    ["div(#, 60)", (seconds) => seconds / 60n],
    {
      help: {
        fr: "La minute, ou les minutes entières d’une durée.",
        en: "The minute, or the whole minutes of a duration.",
      },
      example: ['duration("1h30m").getMinutes()', 90],
    },
  ),
  clockPart("getSeconds", ["second", (wall) => wall.getUTCSeconds()], ["#", (seconds) => seconds], {
    help: { fr: "La seconde, ou les secondes d’une durée.", en: "The second, or the seconds of a duration." },
    example: ['duration("1m30s").getSeconds()', 90],
  }),
];

type Told = { readonly help: Words; readonly example: readonly [string, unknown] };
type OfWall = (wall: Date) => number;

function part(name: string, sql: string, js: OfWall, told: Told): ExpressionFunction {
  const ofDay = overload(
    ["date"],
    "int",
    ([day]) => BigInt(js(new Date(day * millisecondsOfDay))),
    ([day]) => extract(sql, day),
  );
  return { name, form: "method", ...told, overloads: [ofDay, ...ofInstant(sql, js)], written: zoned };
}

function clockPart(
  name: string,
  [sql, js]: readonly [string, OfWall],
  [lengthSql, ofLength]: readonly [string, (seconds: bigint) => bigint],
  told: Told,
): ExpressionFunction {
  const ofDuration = overload(
    ["duration"],
    "int",
    ([length]) => ofLength(length),
    ([length]) => lengthSql.replace("#", () => length),
  );
  return { name, form: "method", ...told, overloads: [ofDuration, ...ofInstant(sql, js)], written: zoned };
}

/** In the zone of the workspace, or in one that is named. */
function ofInstant(sql: string, js: OfWall): readonly Overload[] {
  return [
    overload(
      ["timestamp"],
      "int",
      ([instant], { timeZone }) => BigInt(js(wallClock(instant, timeZone))),
      ([instant], { zone }) => extract(sql, `(${instant} at time zone ${zone()})`),
    ),
    overload(
      ["timestamp", "string"],
      "int",
      ([instant, zone]) => BigInt(js(wallClock(instant, zone))),
      ([instant, zone]) => extract(sql, `(${instant} at time zone ${zone})`),
    ),
  ];
}

function extract(part: string, from: string): string {
  const [name, shift = ""] = part.split(/(?= - )/);
  return `(trunc(extract(${name} from ${from}))${shift})`;
}

function dayOfYear(wall: Date): number {
  const first = new Date(wall);
  first.setUTCMonth(0, 1);
  return Math.floor((wall.getTime() - first.getTime()) / millisecondsOfDay);
}
