import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { PostgresJSDialect } from "kysely-postgres-js";
import type { Logger } from "pino";
import type { Database } from "../../../core/database/database.ts";
import { newId } from "../../../core/ids.ts";
import { authTables } from "./auth-tables.ts";
import { beginSessions } from "./begin-endpoint.ts";

/** Carries the caller's address, as the server itself saw it, to better-auth; a client cannot set it. */
export const addressHeader = "x-dossier-address";

export interface AuthSettings {
  readonly database: Database;
  /** Signs the session cookies; the same in every process of the workspace. */
  readonly secret: string;
  /** The address people type: decides the `Secure` attribute of the cookie. */
  readonly publicUrl: string;
  readonly log: Logger;
}

/** Seconds a session lives without being used, and in any case (OWASP ASVS 5 V7.3). */
export const sessionLife = { idle: 72 * 3600, absolute: 30 * 24 * 3600 } as const;

/**
 * better-auth on the house's own tables: sessions, their cookies, and keys. How people show who they are is ours. Its origin check is off
 * because `onlyOwnPages` stands in front of every call; its rate limit is off because `attempts.ts` counts
 * failures, not calls.
 */
export function openAuth({ database, secret, publicUrl, log }: AuthSettings) {
  const isSecure = publicUrl.startsWith("https:");
  return betterAuth({
    appName: "Dossier",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    telemetry: { enabled: false },
    database: { dialect: new PostgresJSDialect({ postgres: database.sql }), type: "postgres" },
    rateLimit: { enabled: false },
    logger: {
      log: (level, message) => log.debug({ authLevel: level }, message),
    },
    advanced: {
      // A cookie of this name is taken from this very host, over https, for all of it (RFC 6265bis, 4.1.3.2).
      cookiePrefix: isSecure ? "__Host-dossier" : "dossier",
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure },
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId() },
    },
    ...authTables,
    session: { ...authTables.session, expiresIn: sessionLife.idle, updateAge: 3600 },
    plugins: [keyPlugin(), beginSessions()],
  });
}

export type Auth = ReturnType<typeof openAuth>;

function keyPlugin() {
  return apiKey(
    {
      apiKeyHeaders: [],
      defaultPrefix: "dossier_",
      enableMetadata: false,
      rateLimit: { enabled: false },
      keyExpiration: { defaultExpiresIn: null, minExpiresIn: 1, maxExpiresIn: 3650 },
      // 100 characters, as our own door counts them: some take two units.
      maximumNameLength: 200,
      startingCharactersConfig: { charactersLength: 14 },
    },
    {
      schema: {
        apikey: {
          modelName: "auth_apikey",
          fields: {
            configId: "config_id",
            referenceId: "reference_id",
            refillInterval: "refill_interval",
            refillAmount: "refill_amount",
            lastRefillAt: "last_refill_at",
            rateLimitEnabled: "rate_limit_enabled",
            rateLimitTimeWindow: "rate_limit_time_window",
            rateLimitMax: "rate_limit_max",
            requestCount: "request_count",
            lastRequest: "last_request",
            expiresAt: "expires_at",
            createdAt: "created_at",
            updatedAt: "updated_at",
          },
        },
      },
    },
  );
}
