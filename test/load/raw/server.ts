/**
 * What a good developer writes by hand for one case: Hono, postgres.js, the SQL of exactly these calls, JSON made by
 * PostgreSQL, prepared statements; no users, no rights, no validation, no history. The product is measured against it.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openDatabase } from "../../../core/database/index.ts";
import { newId } from "../../../core/ids.ts";

const { sql } = await openDatabase({ data: process.env.DATA ?? "", schema: "dossier", pool: 10 });
const app = new Hono();
const json = { "content-type": "application/json; charset=utf-8" };

const columns = `c.id, c.version, c.created_at, c.updated_at, c.number, c.subject, c.sector, c.state, c.fee::text as fee,
  c.starts_on, c.ends_on, c.hours, c.urgent, c.notes,
  (select row_to_json(o) from (select o.id, o.name) o) as customer,
  (select row_to_json(p) from (select p.id, p.name) p) as responsible`;
const joins = `left join raw_organisation o on o.id = c.customer left join raw_collaborator p on p.id = c.responsible`;
const search = `kernel_search(coalesce(c.number, '') || ' ' || coalesce(c.subject, ''))`;
const short = `c.id, c.number, c.subject, c.fee::text as fee, c.state, c.starts_on,
  (select row_to_json(o) from (select o.id, o.name) o) as customer`;

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
        where c.state = $1 and c.deleted_at is null order by c.starts_on desc, c.id desc limit 50) x),
      'count', (select count(*) from (
        select from raw_contract c where c.state = $1 and c.deleted_at is null limit 10001) n))::text as json`,
    [c.req.query("state") ?? ""],
    { prepare: true },
  );
  return c.body(row?.json ?? "", 200, json);
});

app.get("/search", async (c) => {
  const [row] = await sql.unsafe<{ json: string }[]>(
    `select coalesce(json_agg(x), '[]')::text as json from (
      select ${short} from raw_contract c left join raw_organisation o on o.id = c.customer
      where ${search} @@ kernel_query($1) and c.deleted_at is null order by c.id desc limit 50) x`,
    [c.req.query("q") ?? ""],
    { prepare: false },
  );
  return c.body(row?.json ?? "", 200, json);
});

app.post("/contracts", async (c) => {
  const { subject, customer, responsible, sector, fee, starts_on, hours } = await c.req.json();
  const [row] = await sql.unsafe<{ json: string }[]>(
    `with c as (
      insert into raw_contract (id, number, subject, customer, responsible, sector, fee, starts_on, hours)
      values ($1::uuid, 'C-' || lpad(nextval('raw_contract_number')::text, 6, '0'), $2, $3::uuid, $4::uuid, $5,
        $6::text::numeric, $7::text::date, $8::text::bigint) returning *
    ) select row_to_json(x)::text as json from (select ${columns} from c ${joins}) x`,
    [newId(), subject, customer, responsible, sector, fee, starts_on, hours],
    { prepare: true },
  );
  return c.body(row?.json ?? "", 201, json);
});

app.patch("/contracts/:id", async (c) => {
  const { hours, notes } = await c.req.json();
  const [row] = await sql.unsafe<{ json: string }[]>(
    `with c as (
      update raw_contract set hours = $2::text::bigint, notes = $3, version = version + 1, updated_at = now()
      where id = $1::uuid and deleted_at is null returning *
    ) select row_to_json(x)::text as json from (select ${columns} from c ${joins}) x`,
    [c.req.param("id"), hours, notes],
    { prepare: true },
  );
  return row ? c.body(row.json, 200, json) : c.notFound();
});

app.post("/contracts/bulk", async (c) => {
  const { create } = await c.req.json();
  const rows = create.map((one: object) => ({ ...one, id: newId() }));
  const made = await sql.unsafe(
    `insert into raw_contract (id, number, subject, customer, responsible, sector, fee, starts_on, hours)
    select v.id, 'C-' || lpad(nextval('raw_contract_number')::text, 6, '0'), v.subject, v.customer, v.responsible,
      v.sector, v.fee, v.starts_on, v.hours
    from json_populate_recordset(null::raw_contract, $1::text::json) v returning id`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
  return c.json(made);
});

app.patch("/contracts/bulk/all", async (c) => {
  const { update } = await c.req.json();
  const changed = await sql.unsafe(
    `update raw_contract c set hours = v.hours, notes = v.notes, version = c.version + 1, updated_at = now()
    from json_populate_recordset(null::raw_contract, $1::text::json) v where c.id = v.id returning c.id`,
    [JSON.stringify(update)],
    { prepare: true },
  );
  return c.json(changed);
});

app.get("/figures", async (c) => {
  const rows = await sql`
    select state, count(*)::int as count, sum(fee)::text as fee from raw_contract
    where deleted_at is null group by state order by state`;
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

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
