import { decimalString, decimalText, Exact, toExact, wholeText } from "../values/numbers.ts";
import {
  dayIn,
  dayText,
  instantText,
  startOfDay,
  toClock,
  toDay,
  toDuration,
  toInstant,
} from "../values/times.ts";
import { type ExpressionFunction, overload } from "./define.ts";

/** Functions that make one kind of value from another. */
export const conversions: readonly ExpressionFunction[] = [
  {
    name: "date",
    form: "call",
    help: {
      fr: "Un jour écrit AAAA-MM-JJ, ou le jour d’un instant dans le fuseau de l’espace de travail.",
      en: "A day written YYYY-MM-DD, or the day of an instant in the zone of the workspace.",
    },
    example: ['date("2026-03-04") < date("2026-03-05")', true],
    reads: { kind: "date", value: toDay },
    overloads: [
      overload(
        ["timestamp"],
        "date",
        ([instant], { timeZone }) => dayIn(instant, timeZone),
        ([instant], { zone }) => `((${instant} at time zone ${zone()})::date)`,
      ),
    ],
  },
  {
    name: "timestamp",
    form: "call",
    help: {
      fr: "Un instant écrit avec son décalage (« 2026-03-04T08:30:00Z »), ou le début d’un jour dans le fuseau de l’espace de travail.",
      en: "An instant written with its offset (“2026-03-04T08:30:00Z”), or the start of a day in the zone of the workspace.",
    },
    example: ['timestamp("2026-03-04T09:30:00+01:00")', "2026-03-04T08:30:00.000Z"],
    reads: { kind: "timestamp", value: toInstant },
    overloads: [
      overload(
        ["date"],
        "timestamp",
        ([day], { timeZone }) => startOfDay(day, timeZone),
        ([day], { zone }) => `((${day})::timestamp at time zone ${zone()})`,
      ),
    ],
  },
  {
    name: "duration",
    form: "call",
    help: {
      fr: "Une durée écrite en semaines, jours, heures, minutes et secondes : 1w, 2d, 1h30m, 45s.",
      en: "A duration written in weeks, days, hours, minutes and seconds: 1w, 2d, 1h30m, 45s.",
    },
    example: ['duration("1h30m")', 5_400],
    reads: { kind: "duration", value: toDuration },
    overloads: [],
  },
  {
    name: "time",
    form: "call",
    help: {
      fr: 'Une heure de la journée, comptée dès minuit comme une durée : time("08:30").',
      en: 'A time of the clock, counted from midnight as a duration: time("08:30").',
    },
    example: ['time("17:00") - time("08:30")', 30_600],
    reads: { kind: "duration", value: toClock },
    overloads: [],
  },
  {
    name: "decimal",
    form: "call",
    help: {
      fr: "Un nombre décimal exact, à partir d’un texte ou d’un nombre entier ; rien si le texte n’est pas un nombre.",
      en: "An exact decimal number from a text or a whole number; nothing when the text is no number.",
    },
    example: ['decimal("1.50") + 1', "2.5"],
    reads: { kind: "decimal", value: toExact },
    overloads: [
      overload(
        ["int"],
        "decimal",
        ([whole]) => new Exact(whole.toString()),
        ([whole]) => `((${whole})::numeric)`,
      ),
      overload(
        ["string"],
        "decimal",
        ([text]) => toExact(text),
        ([text], { once }) =>
          once(
            [text],
            (name = "") => `(case when ${name} ~ '${decimalText.source}' then (${name})::numeric end)`,
          ),
      ),
    ],
  },
  {
    name: "int",
    form: "call",
    help: {
      fr: "Un nombre entier : les décimales sont coupées ; rien si le texte n’est pas un nombre entier.",
      en: "A whole number: decimals are cut off; nothing when the text is no whole number.",
    },
    example: ["int(12.9)", 12],
    overloads: [
      overload(
        ["decimal"],
        "int",
        ([value]) => BigInt(value.trunc().toFixed()),
        ([value]) => `trunc(${value})`,
      ),
      overload(
        ["string"],
        "int",
        ([text]) => (wholeText.test(text) ? BigInt(text) : null),
        ([text], { once }) =>
          once(
            [text],
            (name = "") => `(case when ${name} ~ '${wholeText.source}' then (${name})::numeric end)`,
          ),
      ),
    ],
  },
  {
    name: "string",
    form: "call",
    help: { fr: "La valeur comme texte.", en: "The value as a text." },
    example: ['"N° " + string(7)', "N° 7"],
    overloads: [
      overload(
        ["int"],
        "string",
        ([value]) => value.toString(),
        ([value]) => asText(`trunc((${value})::numeric)`),
      ),
      overload(
        ["decimal"],
        "string",
        ([value]) => decimalString(value),
        ([value]) => asText(`trim_scale(${value})`),
      ),
      overload(
        ["bool"],
        "string",
        ([value]) => String(value),
        ([value]) => asText(value),
      ),
      overload(
        ["date"],
        "string",
        ([day]) => dayText(day),
        ([day]) => asText(`to_char(${day}, 'YYYY-MM-DD')`),
      ),
      overload(
        ["timestamp"],
        "string",
        ([instant]) => instantText(instant),
        ([instant]) => asText(`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
      ),
      overload(
        ["duration"],
        "string",
        ([seconds]) => `${seconds}s`,
        ([seconds]) => asText(`(trunc((${seconds})::numeric)::text || 's')`),
      ),
      overload(
        ["string"],
        "string",
        ([text]) => text,
        ([text]) => text,
      ),
    ],
  },
];

function asText(sql: string): string {
  return `((${sql})::text collate "C")`;
}
