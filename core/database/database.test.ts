import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { testDatabase, urlOf } from "../../test/support/database.ts";
import { onOneConnection, openDatabase, quoteName, quoteText, released, type Sql } from "./index.ts";

test("statements find the tables of the workspace, and days stay texts", async () => {
  await using database = await testDatabase();
  expect(await database.sql`select current_schema() as schema, date '2026-03-04' as day`).toEqual([
    { schema: "dossier", day: "2026-03-04" },
  ]);
  expect(database.version).toBeGreaterThanOrEqual(15);
});

test("a transaction that meets a deadlock is repeated as a whole", async () => {
  await using database = await testDatabase();
  await database.sql`create table pair (id int primary key, value int)`;
  await database.sql`insert into pair values (1, 0), (2, 0)`;
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  const add = (first: number, second: number) =>
    database.transaction(async (tx) => {
      await tx`update pair set value = value + 1 where id = ${first}`;
      holding += 1;
      if (holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await tx`update pair set value = value + 1 where id = ${second}`;
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(holding).toBe(3);
  expect(await database.sql`select value from pair`).toEqual([{ value: 2 }, { value: 2 }]);
});

test.each(["whose work goes on", "whose work fails", "whose part fails"])(
  "a transaction that loses its connection, and %s, is told so; the pool of one connection works on",
  async (how) => {
    await using made = await testDatabase();
    const database = await openDatabase({
      data: "",
      databaseUrl: made.url,
      schema: made.schema,
      pool: 1,
    });
    const going = database.transaction(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const part = async (sql: typeof tx) => {
        await made.sql`select pg_terminate_backend(${row?.pid ?? 0})`;
        await wait(50);
        if (how !== "whose work goes on") throw new Error("this went wrong");
        await sql`select 1`;
      };
      await (how === "whose part fails" ? tx.savepoint(part) : part(tx));
    });
    await expect(going).rejects.toMatchObject({ code: /CONNECTION|57P01/ });
    await wait(50);
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await database.close();
  },
);

test("a connection that is lost while somebody has it for himself does not go back to the pool", async () => {
  await using made = await testDatabase();
  const database = await openDatabase({
    data: "",
    databaseUrl: made.url,
    schema: made.schema,
    pool: 1,
  });
  const going = onOneConnection(database.sql, async (connection) => {
    const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
    try {
      await made.sql`select pg_terminate_backend(${row?.pid ?? 0})`;
      await wait(50);
      return "done elsewhere";
    } finally {
      await released(async () => connection`select pg_advisory_unlock_all()`);
    }
  });
  expect(await going).toBe("done elsewhere");
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
});

test("a transaction that cannot be serialized is repeated as a whole", async () => {
  await using database = await testDatabase();
  await database.sql`create table counter (value int)`;
  await database.sql`insert into counter values (0)`;
  const bothHaveRead = Promise.withResolvers<void>();
  let reads = 0;
  const count = () =>
    database.transaction(async (tx) => {
      await tx`set transaction isolation level serializable`;
      const [row] = await tx<{ value: number }[]>`select value from counter`;
      reads += 1;
      if (reads === 2) bothHaveRead.resolve();
      await bothHaveRead.promise;
      await tx`update counter set value = ${(row?.value ?? 0) + 1}`;
    });
  await Promise.all([count(), count()]);
  expect(reads).toBe(3);
  expect(await database.sql`select value from counter`).toEqual([{ value: 2 }]);
});

test("a transaction repeated often whose work opens another, repeated as often, does not wait for itself", async () => {
  await using database = await testDatabase();
  let [outer, inner] = [0, 0];
  const refuse = async (sql: Sql, code: string) => sql.unsafe(`do $$ begin raise sqlstate '${code}'; end $$`);
  const done = database.transaction(async (tx) => {
    await tx`set local statement_timeout = '5s'`;
    if (++outer < 3) await refuse(tx, "40001");
    return database.transaction(async (own) => {
      await own`set local lock_timeout = '1s'`;
      if (++inner < 3) await refuse(own, "40P01");
      return [outer, inner];
    });
  });
  expect(await done).toEqual([3, 3]);
});

test("a plan that grew stale when its table changed is made again, inside a transaction too", async () => {
  await using database = await testDatabase();
  await database.sql`create table changing (a int)`;
  await database.sql`insert into changing values (1)`;
  const read = () => database.transaction((tx) => tx.unsafe("select * from changing", [], { prepare: true }));
  for (let time = 0; time < 8; time++) await Promise.all([read(), read(), read(), read()]);
  await database.sql`alter table changing add column b int default 2`;
  const answers = await Promise.all([read(), read(), read(), read()]);
  expect(answers.map((rows) => [...rows])).toEqual(Array(4).fill([{ a: 1, b: 2 }]));
});

test("an error of the work itself is not repeated and undoes everything", async () => {
  await using database = await testDatabase();
  await database.sql`create table once (a int primary key)`;
  let attempts = 0;
  const twice = database.transaction(async (tx) => {
    attempts += 1;
    await tx`insert into once values (1)`;
    await tx`insert into once values (1)`;
  });
  await expect(twice).rejects.toMatchObject({ code: "23505" });
  expect(attempts).toBe(1);
  expect(await database.sql`select a from once`).toEqual([]);
});

test("what one process says is heard by all of the workspace and by no other", async () => {
  await using here = await testDatabase();
  const there = await openDatabase({ data: "", databaseUrl: here.url, schema: "dossier" });
  const stranger = await openDatabase({ data: "", databaseUrl: here.url, schema: "other" });
  const heard: string[] = [];
  await here.listen("news", (word) => heard.push(`here ${word}`));
  const deafen = await there.listen("news", (word) => heard.push(`there ${word}`));
  await stranger.listen("news", (word) => heard.push(`stranger ${word}`));
  await here.notify("news", "'é; 1");
  await expect.poll(() => heard.toSorted()).toEqual(["here 'é; 1", "there 'é; 1"]);
  await deafen();
  await there.notify("news", "2");
  await expect.poll(() => heard.at(-1)).toBe("here 2");
  expect(heard).toHaveLength(3);
  await Promise.all([there.close(), stranger.close()]);
});

test("a listener hears again after its connection was cut", async () => {
  await using database = await testDatabase();
  const heard: string[] = [];
  await database.listen("news", (word) => heard.push(word));
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike 'listen%' and datname = current_database()`;
  const speak = async () => {
    await database.notify("news", "again");
    return heard.length;
  };
  await expect.poll(speak, { timeout: 10_000 }).toBeGreaterThan(0);
});

test("names and constants cannot break out of a statement", async () => {
  await using database = await testDatabase();
  const hostile = `x"; drop table kernel_setting; --'é\\`;
  await database.sql.unsafe(`create table ${quoteName(hostile)} (a text default ${quoteText(hostile)})`);
  await database.sql.unsafe(`insert into ${quoteName(hostile)} default values`);
  expect(await database.sql.unsafe(`select a from ${quoteName(hostile)}`)).toEqual([{ a: hostile }]);
});

test("searches ignore case, accents and punctuation, and find words by their beginning", async () => {
  await using database = await testDatabase();
  const finds = async (text: string, query: string) => {
    const [row] = await database.sql`select kernel_search(${text}) @@ kernel_query(${query}) as found`;
    return row?.found;
  };
  expect(await finds("Clinique du Lac, Zürich", "zurich clin")).toBe(true);
  expect(await finds("ŒUVRE d’Anaïs Weiß-Łukasz", "oeuvre anais weiss lukasz")).toBe(true);
  expect(await finds("C-2026-0042 L’entretien", "c-2026-0042 entretien")).toBe(true);
  expect(await finds("ǺNGSTRÖM – Đorđe, ﬁn… «Ça» {x}", "angstrom dorde fin ca x")).toBe(true);
  expect(await finds("Clinique du Lac", "clinique bienne")).toBe(false);
  expect(await finds("anything", "")).toBe(false);
  for (const hostile of ["' | '", "!!! & (", "\\", ":*", "a:b<->c", "😀", "%_", "'; drop table x; --"])
    expect(typeof (await finds(hostile, hostile))).toBe("boolean");
  expect(await finds(`word ${"x".repeat(300_000)}`, "word")).toBe(true);
  expect(await finds(Array.from({ length: 300_000 }, (_, index) => index).join(" "), "17")).toBe(true);
});

test("a server that is not there is told with its place and without its password", async () => {
  const wrong = openDatabase({
    data: "",
    databaseUrl: "postgres://me:geheim@127.0.0.1:1/nothing",
    schema: "dossier",
  });
  await expect(wrong).rejects.toMatchObject({ code: "database.unreachable" });
  await expect(wrong).rejects.toThrow(/127\.0\.0\.1:1\/nothing/);
  await expect(wrong).rejects.not.toThrow(/geheim/);
});

test("a database that is not there, and one that is not in UTF-8, are refused", async () => {
  await using database = await testDatabase();
  const missing = urlOf(database.url, "no_such_database");
  await expect(openDatabase({ data: "", databaseUrl: missing, schema: "dossier" })).rejects.toMatchObject({
    code: "database.unreachable",
  });
  const name = `dossier_ascii_${process.pid}`;
  await database.sql.unsafe(
    `create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`,
  );
  try {
    const ascii = openDatabase({ data: "", databaseUrl: urlOf(database.url, name), schema: "dossier" });
    await expect(ascii).rejects.toMatchObject({
      code: "database.encoding",
      values: { encoding: "SQL_ASCII" },
    });
  } finally {
    await database.sql.unsafe(`drop database ${name} with (force)`);
  }
});
