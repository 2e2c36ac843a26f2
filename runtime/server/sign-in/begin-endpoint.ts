import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod";

/**
 * Begins a session for an account that has shown who it is, always with a new token; the one the browser had before
 * is ended, so that nobody can lay a token under somebody else's sign-in. Called by our own routes, never over HTTP.
 */
export function beginSessions() {
  return {
    id: "begin-sessions",
    endpoints: {
      beginSession: createAuthEndpoint(
        {
          method: "POST",
          body: z.object({ account: z.string(), remember: z.boolean() }),
          metadata: { SERVER_ONLY: true },
        },
        async (ctx) => {
          const { internalAdapter, authCookies, secret } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.account);
          if (!user) throw new APIError("UNAUTHORIZED");
          const before = await ctx.getSignedCookie(authCookies.sessionToken.name, secret);
          if (before) await internalAdapter.deleteSession(before);
          const session = await internalAdapter.createSession(user.id, !ctx.body.remember);
          await setSessionCookie(ctx, { session, user }, !ctx.body.remember);
          return { session: session.id };
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
