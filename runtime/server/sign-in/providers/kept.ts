import type { Database } from "../../../../core/database/database.ts";
import { Refusal } from "../../../../core/errors/index.ts";
import { didYouMean } from "../../../../core/language/index.ts";
import type { Crm, Runtime } from "../../../crm.ts";
import { mustKnowRoles } from "../../accounts/accounts.ts";
import { note } from "../../accounts/note.ts";
import { type Admission, admission, type ProviderKind } from "./settings.ts";

/** One provider as it is asked; its secret is told to nobody else. */
export interface Provider {
  readonly name: string;
  readonly kind: string;
  readonly admission: Admission;
  /** Parsed by its kind, without the secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: string | null;
  /** Changes with everything above. */
  readonly version: string;
}

/** The same for administrators. */
export interface ShownProvider extends Admission {
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hasSecret: boolean;
}

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly admission: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: string | null;
  readonly version: string;
}

/** What providers there are; those of a plugin that is not loaded stand there all the same. */
export async function listProviders({ sql }: Database): Promise<ShownProvider[]> {
  const rows = await select(sql, null);
  return rows.map(({ name, kind, settings, secret, ...row }) => ({
    name,
    kind,
    ...admission.parse(row.admission),
    settings,
    hasSecret: secret !== null,
  }));
}

/** How many people come in by each provider, and how many of them have no password besides. */
export async function peopleByProvider({
  sql,
}: Database): Promise<ReadonlyMap<string, { readonly people: number; readonly withoutPassword: number }>> {
  const rows = await sql<{ provider: string; people: number; withoutPassword: number }[]>`
    select a.provider_id as provider, count(*)::int as people, (count(*) filter (where not exists (
      select from auth_account o where o.user_id = a.user_id and o.password is not null)))::int as "withoutPassword"
    from auth_account a where a.password is null group by a.provider_id`;
  return new Map(rows.map(({ provider, ...counts }) => [provider.replace(/^provider:/, ""), counts]));
}

/** A provider of one of the kinds; null where there is none, or only one of another kind. */
export async function findProvider(
  { database, secrets }: Pick<Runtime, "database" | "secrets">,
  { name, kinds }: { name: string; kinds: readonly ProviderKind[] },
): Promise<Provider | null> {
  const [row] = await select(database.sql, name);
  const kind = kinds.find((each) => each.name === row?.kind);
  if (!row || !kind) return null;
  return {
    ...row,
    admission: admission.parse(row.admission),
    settings: kind.settings.parse(row.settings),
    secret: row.secret === null ? null : secrets.decrypt(row.secret, purposeOf(name)),
  };
}

/** What an administrator says of a provider. */
export interface SaidProvider {
  readonly kind: string;
  readonly admission: Admission;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Adds a provider or replaces it. A secret that is not said stays as it is, unless the provider stands elsewhere now;
 * then whoever it knew is forgotten too. Refuses kinds and roles that do not exist.
 */
export async function putProvider(
  crm: Crm,
  { name, said, kinds }: { name: string; said: SaidProvider; kinds: readonly ProviderKind[] },
): Promise<void> {
  const kind = mustKnowKind(said.kind, kinds);
  mustKnowRoles(said.admission.roles, crm.model);
  const { [kind.secret]: secret, ...settings } = kind.settings.parse(said.settings);
  const sealed = typeof secret === "string" ? crm.secrets.encrypt(secret, purposeOf(name)) : null;
  await crm.database.transaction(async (tx) => {
    const [before] = await tx<Row[]>`select * from auth_provider where name = ${name} for update`;
    const isMoved = before?.kind !== kind.name || before.settings[kind.address] !== settings[kind.address];
    const kept = sealed ?? (isMoved ? null : before.secret);
    await tx`
      insert into auth_provider (name, kind, admission, settings, secret)
      values (${name}, ${kind.name}, ${JSON.stringify(said.admission)}::text::jsonb,
        ${JSON.stringify(settings)}::text::jsonb, ${kept})
      on conflict (name) do update set kind = excluded.kind, admission = excluded.admission,
        settings = excluded.settings, secret = excluded.secret, updated_at = clock_timestamp()`;
    if (isMoved) await tx`delete from auth_account where provider_id = ${linkName(name)}`;
    await note(tx, crm, {
      kind: "provider-changed",
      detail: { provider: name, kind: kind.name, ...said.admission, settings },
    });
  });
}

/** Removes a provider and whom it knew. Who came in by it stays until his session ends. Throws `provider.not-found`. */
export async function removeProvider(crm: Crm, name: string): Promise<void> {
  await crm.database.transaction(async (tx) => {
    const gone = await tx`delete from auth_provider where name = ${name}`;
    if (gone.count === 0) throw new Refusal("provider.not-found");
    await tx`delete from auth_account where provider_id = ${linkName(name)}`;
    await note(tx, crm, { kind: "provider-changed", detail: { removed: name } });
  });
}

/** Throws `provider.kind-unknown`, with the nearest one. */
export function mustKnowKind(name: string, kinds: readonly ProviderKind[]): ProviderKind {
  const kind = kinds.find((each) => each.name === name);
  if (kind) return kind;
  const names = kinds.map((each) => each.name);
  throw new Refusal("provider.kind-unknown", { kind: name, suggestion: didYouMean(name, names) });
}

/** How links between a provider’s people and accounts are kept; passwords stand beside them as `credential`. */
export function linkName(provider: string): string {
  return `provider:${provider}`;
}

function purposeOf(name: string): string {
  return `auth.provider.${name}`;
}

async function select(sql: Database["sql"], name: string | null): Promise<Row[]> {
  return sql<Row[]>`
    select name, kind, admission, settings, secret, md5(auth_provider::text) as version
    from auth_provider where name = coalesce(${name}, name) order by admission ->> 'label', name`;
}
