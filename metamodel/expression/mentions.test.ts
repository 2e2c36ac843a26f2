import { expect, test } from "vitest";
import { mentions, parseExpression, renameInExpression } from "./index.ts";

const paths = (text: string) => mentions(parseExpression(text)).map(({ path }) => path.join("."));

test("each step of a path is mentioned with the place of its own name", () => {
  const text = "customer . city == name";
  const found = mentions(parseExpression(text)).map(({ path, start, end }) => [
    path.join("."),
    text.slice(start, end),
  ]);
  expect(found).toEqual([
    ["customer", "customer"],
    ["customer.city", "city"],
    ["name", "name"],
  ]);
});

test("a loop variable stands for the path it loops over, through filters and inner loops", () => {
  expect(paths("lines.filter(l, l.open).exists(k, k.parts.all(p, p.size > k.least))")).toEqual([
    "lines",
    "lines.open",
    "lines.parts",
    "lines.parts.size",
    "lines.least",
  ]);
});

test("self is the record itself, and what belongs to the user is no path of it", () => {
  expect(paths("self.function == user.name && user.collaborator.sector == sector")).toEqual([
    "function",
    "sector",
  ]);
});

test("renaming touches the path that is meant and nothing else, blanks and texts included", () => {
  const text = 'city == "city"  &&  customer.city != other.city // city\n && has(city)';
  expect(renameInExpression(text, ["customer", "city"], "town")).toBe(
    'city == "city"  &&  customer.town != other.city // city\n && has(city)',
  );
  expect(renameInExpression(text, ["city"], "town")).toBe(
    'town == "city"  &&  customer.city != other.city // city\n && has(town)',
  );
  expect(renameInExpression("function > 1", ["function"], "role")).toBe("role > 1");
});
