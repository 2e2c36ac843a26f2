import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { Refusal } from "./errors/index.ts";

test("an empty environment gives a private house at home", () => {
  expect(readConfig({})).toMatchObject({
    port: 4000,
    host: "127.0.0.1",
    data: "./data",
    databaseUrl: undefined,
    schema: "dossier",
    publicUrl: "http://localhost:4000",
    logLevel: "info",
  });
});

test("a variable set to nothing counts as not set", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 4000, databaseUrl: undefined });
});

test("the public address follows the port and loses its last slash", () => {
  expect(readConfig({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
  expect(readConfig({ PUBLIC_URL: "https://crm.example.ch/" }).publicUrl).toBe("https://crm.example.ch");
});

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["PORT", "80.5"],
  ["DATABASE_URL", "mysql://root@localhost/crm"],
  ["DATABASE_URL", "crm"],
  ["SCHEMA", "pg_catalog"],
  ["SCHEMA", "public"],
  ["SCHEMA", 'x"; drop schema public; --'],
  ["ADMIN_EMAIL", "admin"],
  ["ADMIN_PASSWORD", "short"],
  ["PUBLIC_URL", "javascript:alert(1)"],
  ["SMTP_URL", "mail.example.ch"],
  ["LOG_LEVEL", "loud"],
  ["OUTGOING_ALLOW", "http://intern/"],
  ["DOSSIER_SECRET_KEY", "too-short-a-secret"],
])("%s=%s is refused by name, and its value is not repeated", (name, value) => {
  const refusal = refusalOf({ [name]: value });
  expect(refusal.code).toBe("config.invalid");
  expect(refusal.message).toContain(name);
  expect(refusal.message).not.toContain(value);
});

test("all wrong variables are told at once", () => {
  expect(refusalOf({ PORT: "x", SCHEMA: "X" }).faults.map((fault) => fault.path)).toEqual(["PORT", "SCHEMA"]);
});

function refusalOf(environment: Record<string, string>): Refusal {
  try {
    readConfig(environment);
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
  throw new Error("the environment was not refused");
}
