import { expect, test } from "vitest";
import * as z from "zod";
import { invalidRequest, toProblem } from "./index.ts";

const body = z.strictObject({
  key: z.uuid(),
  mail: z.email(),
  day: z.iso.date(),
  word: z.string().regex(/^[a-z]+$/),
  name: z.string().max(3),
  list: z.array(z.string()).min(1),
  many: z.number().multipleOf(5),
  count: z.number(),
  side: z.enum(["ours", "theirs"]),
  there: z.string(),
  checked: z.string().refine(() => false),
});

const wrong = {
  key: "x",
  mail: "x",
  day: "x",
  word: "1",
  name: "long",
  list: [],
  many: 3,
  count: "1",
  side: "mine",
  checked: "x",
  more: 1,
};

test("what is wrong with the shape of a request is told in the reader's language, place by place", () => {
  const { error } = body.safeParse(wrong);
  const refusal = invalidRequest(error ?? new z.ZodError([]));
  const told = (language: "fr" | "en") =>
    toProblem(refusal, language).errors.map(
      ({ path, message }) => `${path} | ${message.replace(/^.*? : |^.*?: /, "")}`,
    );
  expect(told("fr")).toEqual([
    "key | Il faut une clé comme l’API les donne (UUID) ici.",
    "mail | Il faut une adresse e-mail ici.",
    "day | Il faut un jour comme 2026-03-04 ici.",
    "word | Ce texte n’a pas la forme voulue.",
    "name | Il faut au plus 3 caractères.",
    "list | Il faut au moins 1 élément.",
    "many | Il faut un multiple de 5.",
    "count | Il faut un nombre ici.",
    "side | Valeurs possibles : ours, theirs.",
    "there | Cette valeur manque.",
    "checked | Cette valeur ne convient pas ici.",
    " | Nom inconnu ici : more.",
  ]);
  expect(told("en")).toContain("there | This value is missing.");
  expect(told("en")).toContain(" | Unknown name here: more.");
  expect(toProblem(refusal, "fr").detail).toBe(
    "La demande n’est pas valable : key: Il faut une clé comme l’API les donne (UUID) ici.",
  );
});
