import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText, intoTexts } from "./conversions.ts";
import { presence } from "./operators.ts";

/** A place on earth in degrees (WGS 84): latitude from the south pole (-90) to the north pole (90), longitude from -180 to 180. */
export interface Location {
  readonly lat: number;
  readonly lon: number;
}

/** A position on the map. */
export const location = defineFieldType<Location>({
  name: "location",
  label: { fr: "Position", en: "Position" },
  help: {
    fr: "Un point sur la carte : latitude et longitude.",
    en: "A point on the map: latitude and longitude.",
  },
  icon: "map-pin",
  properties: {},
  // Latitude and longitude: a point of PostgreSQL cannot be compared, so no journal could tell that it changed.
  column: () => "double precision[]",
  accept: (value) => (value === "" ? null : value),
  jsonSchema: () => ({
    type: "object",
    properties: {
      lat: { type: "number", minimum: -90, maximum: 90 },
      lon: { type: "number", minimum: -180, maximum: 180 },
    },
    required: ["lat", "lon"],
    additionalProperties: false,
  }),
  toColumn: ({ lat, lon }) => [lat, lon],
  readSql: (column) =>
    `case when ${column} is not null then json_build_object('lat', (${column})[1], 'lon', (${column})[2]) end`,
  parts: {
    lat: {
      type: "decimal",
      sql: (column) => `((${column})[1])::numeric`,
      json: (value) => degrees(value, "lat"),
    },
    lon: {
      type: "decimal",
      sql: (column) => `((${column})[2])::numeric`,
      json: (value) => degrees(value, "lon"),
    },
  },
  widget: "location",
  format: ({ lat, lon }) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
  toCell: ({ lat, lon }) => `${lat}, ${lon}`,
  fromCell: (cell) => {
    const found = readLocation(cellText(cell));
    if (found) return { value: found };
    return unreadable(
      cell,
      "n’est pas une position, telle que 46.46, 6.84",
      "is not a position, such as 46.46, 6.84",
    );
  },
  operators: presence,
  aggregates: ["count"],
  sort: null,
  expressionType: "composite",
  convertsFrom: fromAnyText(fromText),
  convertsTo: intoTexts((column) => `(${column})[1]::text || ', ' || (${column})[2]::text`),
  examples: [
    { lat: 46.4612, lon: 6.8419 },
    { lat: -90, lon: 180 },
    { lat: 0, lon: 0 },
  ],
  refused: ["46.46, 6.84", { lat: 91, lon: 0 }, { lat: 0 }, { lat: "46", lon: "6" }, {}, [46, 6]],
});

/** Reads `46.46, 6.84` and `46,46; 6,84`; null for what is no position. */
export function readLocation(text: string): Location | null {
  const number = "([-+]?\\d{1,3}(?:[.,]\\d{1,15})?)";
  const found = new RegExp(
    `^\\s*${number}\\s*(?:[;\\s]|,\\s)\\s*${number}\\s*$|^\\s*([-+]?\\d{1,3}(?:\\.\\d{1,15})?),([-+]?\\d{1,3}(?:\\.\\d{1,15})?)\\s*$`,
  ).exec(text.slice(0, 80));
  if (!found) return null;
  const [lat, lon] = [found[1] ?? found[3], found[2] ?? found[4]].map((part) =>
    Number(part?.replace(",", ".")),
  );
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { lat, lon };
}

/** As PostgreSQL turns a double into an exact number: fifteen digits. */
function degrees(value: unknown, name: "lat" | "lon"): number | null {
  if (typeof value !== "object" || value === null) return null;
  const found: unknown = Reflect.get(value, name);
  return typeof found === "number" && Number.isFinite(found) ? Number(found.toPrecision(15)) : null;
}

/** `46.46, 6.84` as latitude and longitude; null where it is no position. */
function fromText(column: string): string {
  const number = "([-+]?[0-9]{1,3}(?:\\.[0-9]{1,15})?)";
  const pattern = `^\\s*${number}\\s*[,;]\\s*${number}\\s*$`;
  const part = (index: number) => `((regexp_match(${column}, '${pattern}'))[${index}])::float8`;
  const isOnEarth = `abs(${part(1)}) <= 90 and abs(${part(2)}) <= 180`;
  return `case when length(${column}) <= 80 and ${column} ~ '${pattern}' then case when ${isOnEarth} then array[${part(1)}, ${part(2)}] end end`;
}
