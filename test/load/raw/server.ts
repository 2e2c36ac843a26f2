/**
 * What a good developer writes by hand for one case: Hono, postgres.js, the SQL of exactly these calls, the same JSON
 * as the product's made by PostgreSQL, prepared statements, sessions checked from memory; no rights, no validation, no
 * history. The product is measured against it.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openDatabase } from "../../../core/database/index.ts";
import { newId } from "../../../core/ids.ts";
import { rawSessions } from "./sessions.ts";

const database = await openDatabase({
  data: process.env.DATA ?? "",
  databaseUrl: process.env.DATABASE_URL,
  schema: "dossier",
  pool: 10,
});
const { sql } = database;
const app = new Hono<{ Variables: { user: string } }>();
const json = { "content-type": "application/json; charset=utf-8" };
const userOf = rawSessions(sql);

app.use(async (c, next) => {
  const user = await userOf(c.req.header("cookie"));
  if (user === null) return c.json({ status: 401 }, 401);
  c.set("user", user);
  return next();
});

const instant = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column.slice(2)}`;
const person = (column: string, alias: string) =>
  `case when c.${column} is not null then (select row_to_json(u) from (select c.${column} as id, ${alias}.name) u) end as ${column}`;
const customer = `case when c.customer is not null then (select row_to_json(o) from (
  select o.id, 'organisation' as type, o.name as title) o) end as customer`;
const columns = `c.id, 'contract' as type, c.version, c.number || ' ' || c.subject as title, ${instant("c.created_at")},
  ${person("created_by", "a")}, ${instant("c.updated_at")}, ${person("updated_by", "b")},
  ${instant("c.archived_at")}, c.number, c.subject, ${customer},
  case when c.responsible is not null then (select row_to_json(p) from (
    select p.id, 'collaborator' as type, p.name as title) p) end as responsible,
  c.sector, c.state, c.fee::text as fee, c.starts_on, c.ends_on, c.hours, c.urgent, c.notes`;
const joins = `left join raw_organisation o on o.id = c.customer left join raw_collaborator p on p.id = c.responsible
  left join auth_user a on a.id = c.created_by left join auth_user b on b.id = c.updated_by`;
const search = `kernel_search(coalesce(c.number, '') || ' ' || coalesce(c.subject, ''))`;
const short = `c.id, 'contract' as type, c.version, c.number || ' ' || c.subject as title, c.number, c.subject,
  c.fee::text as fee, c.state, c.starts_on, ${customer}`;

app.get("/contracts/:id", async (c) => {
  const [row] = await sql.unsafe<{ json: string }[]>(
    `select row_to_json(x)::text as json from (
      select ${columns} from raw_contract c ${joins} where c.id = $1::uuid and c.deleted_at is null) x`,
    [c.req.param("id")],
    { prepare: true },
  );
  return row ? c.body(row.json, 200, json) : c.notFound();
});

app.get("/contracts", async (c) => {
  const [row] = await sql.unsafe<{ json: string }[]>(
    `select json_build_object(
      'items', (select coalesce(json_agg(x), '[]') from (
        select ${short} from raw_contract c left join raw_organisation o on o.id = c.customer
        where c.state = $1 and c.deleted_at is null and c.archived_at is null
        order by c.starts_on desc, c.id desc limit 50) x),
      'count', (select count(*) from (
        select from raw_contract c
        where c.state = $1 and c.deleted_at is null and c.archived_at is null limit 10001) n))::text as json`,
    [c.req.query("state") ?? ""],
    { prepare: true },
  );
  return c.body(row?.json ?? "", 200, json);
});

app.get("/search", async (c) => {
  const [row] = await sql.unsafe<{ json: string }[]>(
    `select coalesce(json_agg(x), '[]')::text as json from (
      select ${short} from raw_contract c left join raw_organisation o on o.id = c.customer
      where ${search} @@ kernel_query($1) and c.deleted_at is null and c.archived_at is null order by c.id desc limit 50) x`,
    [c.req.query("q") ?? ""],
    { prepare: false },
  );
  return c.body(row?.json ?? "", 200, json);
});

app.post("/contracts", async (c) => {
  const { subject, customer, responsible, sector, fee, starts_on, hours } = await c.req.json();
  const [row] = await sql.unsafe<{ json: string }[]>(
    `with c as (
      insert into raw_contract (id, number, subject, customer, responsible, sector, fee, starts_on, hours,
        created_by, updated_by)
      values ($1::uuid, 'C-' || lpad(nextval('raw_contract_number')::text, 7, '0'), $2, $3::uuid, $4::uuid, $5,
        $6::text::numeric, $7::text::date, $8::text::bigint, $9::uuid, $9::uuid) returning *
    ) select row_to_json(x)::text as json from (select ${columns} from c ${joins}) x`,
    [newId(), subject, customer, responsible, sector, fee, starts_on, hours, c.get("user")],
    { prepare: true },
  );
  return c.body(row?.json ?? "", 201, json);
});

app.patch("/contracts/:id", async (c) => {
  const { hours, notes } = await c.req.json();
  const [row] = await sql.unsafe<{ json: string }[]>(
    `with c as (
      update raw_contract set hours = $2::text::bigint, notes = $3, version = version + 1, updated_at = now(), updated_by = $4::uuid
      where id = $1::uuid and deleted_at is null returning *
    ) select row_to_json(x)::text as json from (select ${columns} from c ${joins}) x`,
    [c.req.param("id"), hours, notes, c.get("user")],
    { prepare: true },
  );
  return row ? c.body(row.json, 200, json) : c.notFound();
});

app.post("/contracts/bulk", async (c) => {
  const { create } = await c.req.json();
  const rows = create.map((one: object) => ({
    ...one,
    id: newId(),
    created_by: c.get("user"),
    updated_by: c.get("user"),
  }));
  const made = await sql.unsafe(
    `insert into raw_contract (id, number, subject, customer, responsible, sector, fee, starts_on, hours,
      created_by, updated_by)
    select v.id, 'C-' || lpad(nextval('raw_contract_number')::text, 7, '0'), v.subject, v.customer, v.responsible,
      v.sector, v.fee, v.starts_on, v.hours, v.created_by, v.updated_by
    from json_populate_recordset(null::raw_contract, $1::text::json) v returning id, version`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
  return c.json(made);
});

app.patch("/contracts/bulk/all", async (c) => {
  const { update } = await c.req.json();
  const changed = await sql.unsafe(
    `update raw_contract c set hours = v.hours, notes = v.notes, version = c.version + 1, updated_at = now(), updated_by = $2::uuid
    from json_populate_recordset(null::raw_contract, $1::text::json) v where c.id = v.id returning c.id, c.version`,
    [JSON.stringify(update), c.get("user")],
    { prepare: true },
  );
  return c.json(changed);
});

app.get("/figures", async (c) => {
  const rows = await sql`
    select state, count(*)::int as count, sum(fee)::text as fee from raw_contract
    where deleted_at is null and archived_at is null group by state order by state`;
  return c.json(rows);
});

/** Adds a column, writes it and reads it, as a developer would by hand. */
app.post("/column/:name/:id", async (c) => {
  const { name, id } = c.req.param();
  await sql.unsafe(`alter table raw_contract add column ${name.replace(/\W/g, "")} date`);
  await sql.unsafe(`update raw_contract set ${name.replace(/\W/g, "")} = '2030-01-01' where id = $1::uuid`, [
    id,
  ]);
  return c.json(await sql`select * from raw_contract where id = ${id}`);
});

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
process.once("SIGTERM", async () => {
  server.close();
  await database.close();
  process.exit(0);
});
