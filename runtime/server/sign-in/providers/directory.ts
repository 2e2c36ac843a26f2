import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { Directory, Person } from "../../../plugin/index.ts";
import { addressOf } from "../../address.ts";
import { excuseAttempt, forgetAttempts, noteAttempt } from "../attempts.ts";
import { letThrough, noteFailure, type Parts } from "../begin.ts";
import { findProvider, type Provider } from "./kept.ts";
import { providerKinds } from "./settings.ts";
import { accountOf } from "./who.ts";

const credentials = z.object({
  directory: z.string().max(40),
  user: z.string().trim().min(1).max(320),
  // A directory takes an empty password for nobody’s, and says yes (RFC 4513, 5.1.2).
  password: z.string().min(1).max(200),
  rememberMe: z.boolean().optional(),
});

/** Signing in by the name and the password that somebody has in a directory, as its plugin asks it. */
export function directoryRoutes(app: Hono, parts: Parts, directories: ReadonlyMap<string, Directory>): void {
  app.post("/api/auth/sign-in/directory", async (c) => {
    const { runtime } = parts;
    const said = credentials.parse(await c.req.json());
    const name = `${said.directory}:${said.user.toLowerCase()}`;
    const who = { address: addressOf(c), email: name };
    await noteAttempt(runtime.database, who);
    const provider = await findProvider(runtime, {
      name: said.directory,
      kinds: providerKinds(directories),
    });
    const directory = provider && directories.get(provider.kind);
    if (!directory) throw new Refusal("provider.not-found");
    const person = await ask(parts, { provider, directory, said }).catch(async (cause: unknown) => {
      await excuseAttempt(runtime.database, who);
      throw cause;
    });
    try {
      if (!person) throw new Refusal("access.wrong-credentials");
      const account = await accountOf(runtime, { provider, person });
      await forgetAttempts(runtime.database, who);
      const shown = { account, method: "directory", both: false, remember: said.rememberMe } as const;
      return c.json(
        await letThrough(c, parts, { ...shown, provider: { name: provider.name, idToken: null } }),
      );
    } catch (cause) {
      // Whom the directory knows and the house does not admit is as worth a line as a wrong password.
      if (cause instanceof Refusal)
        await noteFailure(c, parts, { email: name, account: null, via: "directory" });
      throw cause;
    }
  });
}

interface Asked {
  readonly provider: Provider;
  readonly directory: Directory;
  readonly said: z.infer<typeof credentials>;
}

async function ask({ runtime }: Parts, { provider, directory, said }: Asked): Promise<Person | null> {
  const { user, password } = said;
  const secret = provider.secret === null ? {} : { [directory.secret]: provider.secret };
  try {
    return await directory.check({ user, password }, { ...provider.settings, ...secret }, runtime);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    runtime.log.warn({ provider: provider.name, reason }, "a directory of sign-in does not answer");
    throw new Refusal("provider.unreachable", { provider: provider.admission.label }, { cause });
  }
}
