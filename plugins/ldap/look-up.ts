import { Client, type Entry, ResultCodeError } from "ldapts";
import type { Person } from "../../runtime/plugin/index.ts";
import { inFilter, inName, put } from "./escape.ts";
import type { DirectorySettings } from "./settings.ts";

interface Who {
  readonly user: string;
  readonly password: string;
}

/**
 * Who somebody is: found by a search, or named by a template, and bound with the password that he gave. Null where
 * there is nobody, more than one, or where the password is wrong. Throws where the directory itself does not work.
 */
export async function lookUp(settings: DirectorySettings, { user, password }: Who): Promise<Person | null> {
  // Without a password a directory binds nobody in particular, and says yes (RFC 4513, section 5.1.2).
  if (password === "" || user.includes("\0")) return null;
  const client = clientOf(settings);
  try {
    await secure(client, settings);
    return settings.template === undefined
      ? await searched(client, settings, { user, password })
      : await named(client, settings, { user, password, template: settings.template });
  } finally {
    await client.unbind().catch(() => {});
  }
}

/** Whether it answers, and lets those in who are to look people up. Throws why not. */
export async function look(settings: DirectorySettings): Promise<void> {
  const { base, bindName, bindPassword, patience } = settings;
  const client = clientOf(settings);
  try {
    await secure(client, settings);
    if (bindName !== undefined) await client.bind(bindName, bindPassword ?? "");
    const options = { scope: "base", sizeLimit: 1, timeLimit: Math.ceil(patience) } as const;
    // Without a place to look in, the root entry, which every directory shows.
    await client.search(base ?? "", { ...options, attributes: ["objectClass"] });
  } finally {
    await client.unbind().catch(() => {});
  }
}

function clientOf({ url, ca, patience }: DirectorySettings): Client {
  const milliseconds = patience * 1_000;
  return new Client({
    url,
    timeout: milliseconds,
    connectTimeout: milliseconds,
    ...(url.startsWith("ldaps:") ? { tlsOptions: tlsOf(ca) } : {}),
    // Active Directory binds names that are none: anna@firm.example.
    strictDN: false,
  });
}

async function secure(client: Client, { url, startTls, ca }: DirectorySettings): Promise<void> {
  if (startTls && !url.startsWith("ldaps:"))
    await client.startTLS({ ...tlsOf(ca), servername: new URL(url).hostname });
}

function tlsOf(ca: string | undefined) {
  return { ...(ca === undefined ? {} : { ca }), minVersion: "TLSv1.2" as const };
}

async function searched(client: Client, settings: DirectorySettings, who: Who): Promise<Person | null> {
  const { base = "", bindName, bindPassword, filter } = settings;
  if (bindName !== undefined) await client.bind(bindName, bindPassword ?? "");
  const entry = await theOnly(client, settings, {
    base,
    filter: put(filter, "{user}", inFilter(who.user)),
  });
  if (!entry) return null;
  const groups = await groupsOf(client, settings, entry);
  return (await isBound(client, entry.dn, who.password)) ? personOf(entry, groups, settings) : null;
}

/** He looks himself up; where he binds by another name than that of his entry, it is found by that. */
async function named(
  client: Client,
  settings: DirectorySettings,
  { user, password, template }: Who & { template: string },
): Promise<Person | null> {
  const isName = template.includes("=");
  const name = put(template, "{user}", isName ? inName(user) : user);
  if (!(await isBound(client, name, password))) return null;
  const entry = isName
    ? await theOnly(client, settings, { base: name, scope: "base", filter: "(objectClass=*)" })
    : await theOnly(client, settings, {
        base: domainOf(name),
        filter: `(userPrincipalName=${inFilter(name)})`,
      });
  return entry && personOf(entry, await groupsOf(client, settings, entry), settings);
}

/** `anna@firm.example` is in `dc=firm,dc=example`. */
function domainOf(name: string): string {
  const domain = name.slice(name.lastIndexOf("@") + 1);
  return domain
    .split(".")
    .map((part) => `dc=${inName(part)}`)
    .join(",");
}

async function isBound(client: Client, name: string, password: string): Promise<boolean> {
  try {
    await client.bind(name, password);
    return true;
  } catch (cause) {
    // Wrong, locked or expired (49), or a name that cannot be one (34).
    if (cause instanceof ResultCodeError && [49, 34, 32].includes(cause.code)) return false;
    throw cause;
  }
}

/** One entry, and none where there are several: whose password would it be? */
async function theOnly(
  client: Client,
  { subject, email, label, groups, patience }: DirectorySettings,
  { base, filter, scope = "sub" }: { base: string; filter: string; scope?: "sub" | "base" },
): Promise<Entry | null> {
  const { searchEntries } = await client.search(base, {
    scope,
    filter,
    sizeLimit: 2,
    timeLimit: Math.ceil(patience),
    attributes: [...subject, email, label, "cn", groups],
    // It is 16 bytes and no text.
    explicitBufferAttributes: ["objectGUID"],
  });
  return searchEntries.length === 1 ? (searchEntries[0] ?? null) : null;
}

const mostGroups = 2_000;

/** Names and short names of his groups. */
async function groupsOf(
  client: Client,
  settings: DirectorySettings,
  entry: Entry,
): Promise<readonly string[]> {
  const { groupBase, groupFilter, groups, patience } = settings;
  if (groupBase === undefined) return textsIn(entry, groups).flatMap((name) => [name, shortOf(name)]);
  const { searchEntries } = await client.search(groupBase, {
    filter: put(groupFilter, "{name}", inFilter(entry.dn)),
    sizeLimit: mostGroups,
    timeLimit: Math.ceil(patience),
    attributes: ["cn"],
  });
  return searchEntries.flatMap((group) => [group.dn, ...textsIn(group, "cn")]);
}

/** `CN=Desk,OU=Groups,DC=firm` is called Desk. */
function shortOf(name: string): string {
  const value = /^[^=]+=((?:\\.|[^,\\+])*)/.exec(name)?.[1] ?? name;
  return value
    .replace(/\\([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(.)/g, "$1");
}

function personOf(
  entry: Entry,
  groups: readonly string[],
  { subject, email, label }: DirectorySettings,
): Person | null {
  const [called] = subject.flatMap((attribute) => subjectIn(entry, attribute) ?? []);
  if (called === undefined) throw new Error(`${entry.dn} has none of ${subject.join(", ")}`);
  const [address] = textsIn(entry, email).filter((each) => /^[^\s@]+@[^\s@]+$/.test(each));
  return {
    subject: called,
    email: address ?? null,
    // Whoever keeps the directory keeps its addresses.
    emailVerified: true,
    name: textsIn(entry, label)[0] ?? textsIn(entry, "cn")[0] ?? null,
    groups: [...new Set(groups)].slice(0, mostGroups),
  };
}

function subjectIn(entry: Entry, attribute: string): string | null {
  const [value] = [attributeOf(entry, attribute)].flat();
  if (Buffer.isBuffer(value)) return value.length > 0 ? value.toString("hex") : null;
  return value || null;
}

function textsIn(entry: Entry, attribute: string): string[] {
  return [attributeOf(entry, attribute)]
    .flat()
    .flatMap((value) => (typeof value === "string" && value !== "" ? [value] : []));
}

/** Servers write the names of attributes as they like. */
function attributeOf(entry: Entry, attribute: string): Entry[string] | undefined {
  const wanted = attribute.toLowerCase();
  return Object.entries(entry).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
