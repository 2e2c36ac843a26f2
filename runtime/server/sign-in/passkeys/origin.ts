import type { Context } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { SignIn } from "../index.ts";

const credential = {
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal("public-key"),
  clientExtensionResults: z.looseObject({}).default({}),
};
const bytes = z.string().max(20_000);

/** What a browser answers when it has made a passkey. */
export const madeShape = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]))
      .optional(),
  }),
});

/** What a browser answers when it shows one. */
export const shownShape = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});

/** The name passkeys are bound to, and the page that asks; refuses where there cannot be any. */
export function passkeyPlace(c: Context, { passkeys, publicUrl }: SignIn): { host: string; origin: string } {
  if (passkeys === null) throw new Refusal("passkey.impossible");
  // `onlyOwnPages` has looked at it; behind a port of its own the page is still ours by its host.
  const origin = c.req.header("origin") ?? new URL(publicUrl).origin;
  return { host: passkeys, origin };
}
