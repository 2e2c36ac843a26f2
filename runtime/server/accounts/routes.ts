import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { isId } from "../../../core/ids.ts";
import { isReadableText, languages } from "../../../core/language/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Crm, Runtime } from "../../crm.ts";
import { makeSignInToken, mustSuit, type SignIn, signInAddress } from "../sign-in/index.ts";
import {
  addAccount,
  changeAccount,
  findAccount,
  listAccounts,
  mustSpeak,
  removeAccount,
} from "./accounts.ts";
import { deputiesOf, endDeputy, nameDeputy } from "./deputies.ts";
import { addGroup, changeGroup, listGroups, removeGroup } from "./groups.ts";
import { invite } from "./invite.ts";
import { note } from "./note.ts";
import { onlyAdministrators } from "./only-administrators.ts";

/** What an account may be called. */
export const accountName = z.string().trim().min(1).max(200).refine(isReadableText);
const names = z.array(z.string().max(40)).max(50);
const link = z.uuid().nullable();
const password = z.string().max(128);

const newAccount = z.strictObject({
  email: z.email().max(320),
  name: accountName,
  roles: names.default([]),
  groups: names.default([]),
  language: z.enum(languages).optional(),
  collaborator: link.optional(),
  person: link.optional(),
  password: password.optional(),
});
const accountChange = z
  .strictObject({
    name: accountName,
    email: z.email().max(320),
    language: z.enum(languages).nullable(),
    roles: names,
    groups: names,
    collaborator: link,
    person: link,
    disabled: z.boolean(),
  })
  .partial();

const word = z.string().trim().min(1).max(200).refine(isReadableText);
const group = z.strictObject({
  label: word,
  roles: names,
  directory: z.array(word).max(50),
  members: z.array(z.uuid()).max(10_000),
});
const newGroup = group.partial({ roles: true, directory: true, members: true }).extend({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  roles: names.default([]),
});
const groupChange = group.partial();

/** What a deputyship is asked with, beside for whom. */
export const newDeputy = z.strictObject({
  deputy: z.uuid(),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).nullable().optional(),
  roles: names.min(1).nullable().optional(),
});

/** `/api/accounts`, for administrators: who can sign in, with which roles. */
export function accountRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.use("/accounts", onlyAdministrators);
  app.use("/accounts/*", onlyAdministrators);

  app.get("/accounts", async (c) => c.json({ items: await listAccounts(runtime.database) }));

  app.post("/accounts", async (c) => {
    const { password, ...account } = newAccount.parse(await c.req.json());
    mustSpeak(account.language, runtime.model());
    if (password !== undefined) await mustSuit(runtime, { account, password });
    const passwordHash = password ? await signIn.hashPassword(password) : null;
    return c.json(await addAccount(c.get("crm"), { ...account, passwordHash }), 201);
  });

  app.patch("/accounts/:id", async (c) => {
    const id = mustBeId(c.req.param("id"));
    const change = accountChange.parse(await c.req.json());
    mustSpeak(change.language, runtime.model());
    return c.json(await changeAccount(c.get("crm"), { id, change }));
  });

  app.delete("/accounts/:id", async (c) => {
    await removeAccount(c.get("crm"), mustBeId(c.req.param("id")));
    return c.body(null, 204);
  });

  app.get("/accounts/:id/deputies", async (c) => {
    const account = mustBeId(c.req.param("id"));
    return c.json({ items: (await deputiesOf(runtime.database, account)).named });
  });

  app.post("/accounts/:id/deputies", async (c) => {
    const account = mustBeId(c.req.param("id"));
    const wanted = newDeputy.parse(await c.req.json());
    return c.json(await nameDeputy(c.get("crm"), { ...wanted, account }), 201);
  });

  app.delete("/accounts/:id/deputies/:deputy", async (c) => {
    const [account, id] = [mustBeId(c.req.param("id")), c.req.param("deputy")];
    if (!isId(id)) throw new Refusal("deputy.not-found");
    await endDeputy(c.get("crm"), { id, account });
    return c.body(null, 204);
  });

  app.post("/accounts/:id/link", async (c) => {
    const account = await findAccount(runtime.database, mustBeId(c.req.param("id")));
    if (!account) throw new Refusal("account.not-found");
    const token = await makeSignInToken(runtime.database, { account: account.id });
    await note(runtime.database.sql, c.get("crm"), { kind: "sign-in-link-made", account: account.id });
    return c.json({ link: signInAddress(signIn.publicUrl, token) }, 201);
  });

  app.post("/accounts/:id/invite", async (c) =>
    c.json(await invite(c.get("crm"), { id: mustBeId(c.req.param("id")), signIn }), 201),
  );
}

/** `/api/groups`, for administrators: accounts that hold roles together. */
export function groupRoutes(app: Hono<ServerEnv>, runtime: Runtime): void {
  app.use("/groups", onlyAdministrators);
  app.use("/groups/*", onlyAdministrators);

  app.get("/groups", async (c) => c.json({ items: await listGroups(runtime.database.sql) }));

  app.post("/groups", async (c) =>
    c.json(await addGroup(c.get("crm"), newGroup.parse(await c.req.json())), 201),
  );

  app.patch("/groups/:name", async (c) => {
    const change = groupChange.parse(await c.req.json());
    return c.json(await changeGroup(c.get("crm"), { name: c.req.param("name"), change }));
  });

  app.delete("/groups/:name", async (c) => {
    await removeGroup(c.get("crm"), c.req.param("name"));
    return c.body(null, 204);
  });
}

/** The account of who works, which a key or a session always has. */
export function mine(crm: Crm): string {
  if (crm.user.id === null) throw new Refusal("access.signed-out");
  return crm.user.id;
}

/** A key of an account as it stands in a path. Throws `account.not-found`. */
export function mustBeId(text: string): string {
  if (!isId(text)) throw new Refusal("account.not-found");
  return text;
}
