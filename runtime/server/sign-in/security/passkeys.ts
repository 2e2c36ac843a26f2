import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import { isId } from "../../../../core/ids.ts";
import { isReadableText } from "../../../../core/language/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Parts } from "../begin.ts";
import { keepPasskey, newPasskeyOptions, removePasskey } from "../passkeys/keep.ts";
import { madeShape, passkeyPlace, shownShape } from "../passkeys/origin.ts";
import { accountByPasskey } from "../passkeys/show.ts";
import { mustHaveSecondFactor, ownFactors } from "../second-factor/wanted.ts";
import { changed, freshOwnOf, markShown, ownOf } from "./own.ts";

const made = z.object({
  name: z.string().trim().min(1).max(100).refine(isReadableText),
  response: madeShape,
});

/** My passkeys. */
export function passkeyRoutes(app: Hono<ServerEnv>, { runtime, signIn }: Parts): void {
  app.post("/me/security/passkeys/options", async (c) => {
    const { account, email, name } = freshOwnOf(c);
    const { host } = passkeyPlace(c, signIn);
    return c.json(await newPasskeyOptions(runtime, { account, email, name, host }));
  });

  app.post("/me/security/passkeys", async (c) => {
    const { account, session } = freshOwnOf(c);
    const { name, response } = made.parse(await c.req.json());
    await keepPasskey(runtime, {
      account,
      name,
      response: withTransports(response),
      ...passkeyPlace(c, signIn),
    });
    await markShown(runtime, { session, both: true });
    await changed(c, runtime, { kind: "second-factor-changed", account, detail: { passkey: name } });
    return c.body(null, 201);
  });

  app.delete("/me/security/passkeys/:id", async (c) => {
    const { account, roles } = freshOwnOf(c);
    const id = c.req.param("id");
    if (!isId(id)) throw new Refusal("passkey.not-found");
    const { totp, passkeys } = await ownFactors(runtime, account);
    if (!totp && passkeys === 1 && mustHaveSecondFactor(roles, runtime.model()))
      throw new Refusal("second-factor.last");
    await removePasskey(runtime, { account, id });
    await changed(c, runtime, { kind: "second-factor-changed", account, detail: { passkey: null } });
    return c.body(null, 204);
  });

  app.post("/me/security/confirm/passkey", async (c) => {
    const { account, session } = ownOf(c);
    const { response } = z.object({ response: shownShape }).parse(await c.req.json());
    const place = passkeyPlace(c, signIn);
    const owner = await accountByPasskey(c, runtime, { signIn, response: withHandle(response), ...place });
    if (owner !== account) throw new Refusal("passkey.refused");
    await markShown(runtime, { session, both: true });
    runtime.events.tell({ kind: "access", account });
    return c.body(null, 204);
  });
}

function withTransports({ response, ...rest }: z.infer<typeof madeShape>) {
  const { transports, ...others } = response;
  return { ...rest, response: { ...others, ...(transports ? { transports } : {}) } };
}

/** Left out rather than undefined, as the library's types want it. */
export function withHandle({ response, ...rest }: z.infer<typeof shownShape>) {
  const { userHandle, ...others } = response;
  return { ...rest, response: { ...others, ...(userHandle ? { userHandle } : {}) } };
}
