import * as z from "zod";
import { type Fault, Refusal } from "./errors/index.ts";

/** What the environment says, parsed once at the start. Times are in the data, places and secrets are here. */
export type Config = Readonly<z.infer<typeof configShape>>;

const text = z.string().trim();
const url = (...protocols: string[]) =>
  text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `it must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  );

const variables = z.object({
  PORT: z.coerce.number("it must be a number").int("it must be whole").min(0).max(65_535).default(4000),
  HOST: text.regex(/^[\w.:-]+$/, "it must be a host name or an IP address").default("127.0.0.1"),
  DATA: text.default("./data"),
  DATABASE_URL: url("postgres:", "postgresql:").optional(),
  SCHEMA: text
    .regex(
      /^[a-z][a-z0-9_]{0,47}$/,
      "it must be made of small letters, digits and _, begin with a letter, 48 at most",
    )
    .refine((name) => !/^(pg_|public$|information_schema$)/.test(name), "PostgreSQL uses this name itself")
    .default("dossier"),
  ADMIN_EMAIL: z.email("it must be an e-mail address").optional(),
  ADMIN_PASSWORD: z.string().min(8, "it must have at least 8 characters").max(128).optional(),
  PUBLIC_URL: url("http:", "https:").optional(),
  SMTP_URL: url("smtp:", "smtps:").optional(),
  MAIL_FROM: text.regex(/@/, "it must hold an e-mail address").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  CHROMIUM_PATH: text.optional(),
  OUTGOING_ALLOW: text
    .transform((hosts) => hosts.split(",").map((host) => host.trim()))
    .refine(
      (hosts) => hosts.every((host) => /^[\w.:[\]-]+(\/\d{1,3})?$/.test(host)),
      "it must be host names, addresses or networks, separated by commas: id.intern, 10.1.0.0/16",
    )
    .default([]),
  DOSSIER_SECRET_KEY: text
    .transform((keys) => keys.split(",").map((key) => key.trim()))
    .refine(
      (keys) => keys.every((key) => key.length >= 32),
      "each key must have at least 32 random characters, for instance those of “openssl rand -base64 32”",
    )
    .optional(),
});

const configShape = variables.transform((env) => ({
  port: env.PORT,
  host: env.HOST,
  data: env.DATA,
  databaseUrl: env.DATABASE_URL,
  schema: env.SCHEMA,
  adminEmail: env.ADMIN_EMAIL,
  adminPassword: env.ADMIN_PASSWORD,
  /** Where people reach the server, without a slash at its end. */
  publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ""),
  smtpUrl: env.SMTP_URL,
  mailFrom: env.MAIL_FROM,
  logLevel: env.LOG_LEVEL,
  chromiumPath: env.CHROMIUM_PATH,
  /** Hosts and networks inside that the server may ask, beside those of the Internet. */
  outgoingAllow: env.OUTGOING_ALLOW,
  /** Newest first; where none is given they are in the data folder. */
  secretKeys: env.DOSSIER_SECRET_KEY,
}));

/**
 * Reads the environment. A variable set to nothing counts as not set. Throws `config.invalid`, which names each
 * wrong variable and never repeats its value, because it may be a secret.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(environment).filter(([, value]) => value?.trim());
  const read = configShape.safeParse(Object.fromEntries(given));
  if (read.success) return Object.freeze(read.data);
  const faults = read.error.issues.map(({ path, message }): Fault => {
    const name = path.join(".");
    return { path: name, code: "config.invalid", values: { name, reason: message } };
  });
  throw new Refusal("config.invalid", faults[0]?.values, { faults });
}
