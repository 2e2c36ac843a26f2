import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod";
import type { Database } from "../../../core/database/database.ts";
import { useSignInToken } from "./one-time-link.ts";

/** `POST /sign-in/link {token}`: begins a session with a one-time token. A second use is refused with 401. */
export function signInByLink(database: Database) {
  return {
    id: "sign-in-link",
    endpoints: {
      signInLink: createAuthEndpoint(
        "/sign-in/link",
        { method: "POST", body: z.object({ token: z.string().min(1).max(200) }) },
        async (ctx) => {
          const account = await useSignInToken(database, ctx.body.token);
          const user = account === null ? null : await ctx.context.internalAdapter.findUserById(account);
          if (!user) throw new APIError("UNAUTHORIZED", { code: "LINK_USED", message: "link used" });
          const session = await ctx.context.internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ user: { id: user.id, name: user.name, email: user.email } });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
