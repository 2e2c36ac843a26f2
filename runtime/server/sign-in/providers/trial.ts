import { Refusal, sentence } from "../../../../core/errors/index.ts";
import { filled, type Words } from "../../../../core/language/index.ts";
import type { Runtime } from "../../../crm.ts";
import type { Directory } from "../../../plugin/index.ts";
import { reasonsOf } from "../single-sign-on/client.ts";
import { findProvider, mustKnowKind, type Provider, type SaidProvider } from "./kept.ts";
import type { ProviderKind } from "./settings.ts";
import { tryOidc } from "./trial-oidc.ts";

/** One thing that a trial found. */
export interface Finding {
  readonly level: "good" | "warning" | "bad";
  readonly words: Words;
}

/** Somebody's name and password, to see what a directory says of him. */
interface Somebody {
  readonly user: string;
  readonly password: string;
}

const words = {
  answers: { fr: "« {label} » répond.", en: "“{label}” answers." },
  silent: {
    fr: "« {label} » ne répond pas comme il faut : {reason}",
    en: "“{label}” does not answer as it should: {reason}",
  },
  nobody: {
    fr: "Ce nom et ce mot de passe ne désignent personne dans l’annuaire.",
    en: "This name and password are nobody’s in the directory.",
  },
  somebody: {
    fr: "{name} est reconnu ; adresse : {email} ; groupes : {groups}.",
    en: "{name} is recognised; address: {email}; groups: {groups}.",
  },
} as const satisfies Record<string, Words>;

/** Asks a provider as it would be kept, without keeping anything: does it answer, does it know us, will groups come? */
export async function tryProvider(
  runtime: Runtime,
  {
    name,
    said,
    kinds,
    directories,
    somebody,
  }: {
    name: string;
    said: SaidProvider;
    kinds: readonly ProviderKind[];
    directories: ReadonlyMap<string, Directory>;
    somebody: Somebody | null;
  },
): Promise<readonly Finding[]> {
  const provider = await asKept(runtime, { name, said, kinds });
  const { label } = provider.admission;
  const directory = directories.get(provider.kind);
  try {
    if (!directory) return await tryOidc(runtime, provider);
    return await tryDirectory(runtime, { provider, directory, somebody });
  } catch (cause) {
    const reason = inBoth(cause);
    const { fr } = filled(words.silent, { label, reason: reason.fr });
    const { en } = filled(words.silent, { label, reason: reason.en });
    return [{ level: "bad", words: { fr, en } }];
  }
}

/** Why it failed: what the house itself refuses has a sentence in both languages; what others say stays as they say it. */
function inBoth(cause: unknown): Words {
  for (let each = cause; each instanceof Error; each = each.cause)
    if (each instanceof Refusal)
      return { fr: sentence(each.code, each.values, "fr"), en: sentence(each.code, each.values, "en") };
  const told = (reasonsOf(cause).join(" · ") || String(cause)).slice(0, 500);
  return { fr: told, en: told };
}

/** The kept secret goes to the address for which it was given, and to no other. */
async function asKept(
  runtime: Runtime,
  { name, said, kinds }: { name: string; said: SaidProvider; kinds: readonly ProviderKind[] },
): Promise<Provider> {
  const kind = mustKnowKind(said.kind, kinds);
  const { [kind.secret]: given, ...settings } = kind.settings.parse(said.settings);
  const kept = await findProvider(runtime, { name, kinds: [kind] });
  const isThere = kept?.settings[kind.address] === settings[kind.address];
  const secret = typeof given === "string" ? given : isThere ? (kept?.secret ?? null) : null;
  return { name, kind: kind.name, admission: said.admission, settings, secret, version: "" };
}

async function tryDirectory(
  runtime: Runtime,
  {
    provider: { admission, settings: kept, secret },
    directory,
    somebody,
  }: { provider: Provider; directory: Directory; somebody: Somebody | null },
): Promise<readonly Finding[]> {
  const settings = { ...kept, ...(secret === null ? {} : { [directory.secret]: secret }) };
  await directory.look(settings, runtime);
  const answers: Finding = { level: "good", words: filled(words.answers, { label: admission.label }) };
  if (!somebody) return [answers];
  const person = await directory.check(somebody, settings, runtime);
  if (!person) return [answers, { level: "bad", words: words.nobody }];
  const { name, email, groups } = person;
  const told = {
    name: name ?? somebody.user,
    email: email ?? "—",
    groups: groups.slice(0, 30).join(", ") || "—",
  };
  return [answers, { level: email ? "good" : "warning", words: filled(words.somebody, told) }];
}
