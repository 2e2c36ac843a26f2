import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { underKills } from "./kills.ts";
import { newData } from "./processes.ts";

const seed = Number(process.env.KILLS_SEED ?? 1);

test(`no answer is wrong and no acknowledged write is lost while processes are killed at random (KILLS_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  await using database = await testDatabase();
  await using data = await newData();
  const place = { data: data.folder, databaseUrl: database.url };
  const outcome = await underKills(place, { clients: 20, milliseconds: 10_000, seed });
  expect(outcome).toMatchObject({ wrong: [], lost: [] });
  expect(outcome.kills).toBeGreaterThan(0);
  expect(outcome.acknowledged).toBeGreaterThan(100);
});
