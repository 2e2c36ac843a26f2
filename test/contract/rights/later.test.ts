import { afterAll, beforeAll, expect, test } from "vitest";
import { changeRecord, createRecord, deleteRecord, withinReach } from "../../../runtime/records/index.ts";
import { addGroup } from "../../../runtime/server/accounts/groups.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { all, matterHouse, role } from "./house.ts";

/** Rights count when something is told, not when it was asked for. */

let house: TestCrm;
const vevey = 'city == "Vevey"';

beforeAll(async () => {
  house = await testCrm({
    documents: [
      ...matterHouse,
      role("clerk", { matter: { ...all, see: vevey, fields: { code: "hidden" } } }, { merge: true }),
      role("reader", { matter: { see: true } }),
      role("stranger", {}),
      role("member", { matter: all, tie: all, partner: { see: '"staff" in user.groups' } }),
    ],
  });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const make = async (values: object) =>
  (await createRecord(house.as("administrator"), { type: "matter", values: { name: "m", ...values } })).id;

/** Reads server-sent events one after the other. */
async function listen(who: string) {
  const answer = await house.request("/api/events", {}, who);
  const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next(): Promise<{ kind: string; type?: string; ids?: string[] }> {
      for (;;) {
        const found = /data: (.*)\n\n/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1] ?? "");
        }
        const { value, done } = await reader.read();
        if (done) throw new Error("the stream has ended");
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

test("live events tell the keys of records within reach, and nothing of others", async () => {
  const [clerk, reader, stranger] = [await listen("clerk"), await listen("reader"), await listen("stranger")];
  const far = await make({ city: "Bex" });
  const near = await make({ city: "Vevey" });
  expect([await reader.next(), await reader.next()]).toMatchObject([{ ids: [far] }, { ids: [near] }]);
  expect(await clerk.next()).toMatchObject({ kind: "records", type: "matter", ids: [near] });
  await changeRecord(house.as("administrator"), { type: "matter", id: far, values: { fee: 1 } });
  await deleteRecord(house.as("administrator"), { type: "matter", id: near });
  expect(await clerk.next()).toMatchObject({ type: "matter", ids: [near] });
  house.runtime.events.tell({ kind: "metadata", revision: 7 });
  expect(await stranger.next()).toEqual({ kind: "metadata", revision: 7 });
  for (const stream of [clerk, reader, stranger]) await stream.close();
});

test("an answer that is repeated shows what its reader sees today", async () => {
  const headers = { "idempotency-key": "once" };
  const json = { name: "mine", city: "Vevey", fee: 3 };
  const post = async () => {
    const answer = await house.request("/api/records/matter", { json, headers }, "clerk");
    return {
      status: answer.status,
      replayed: answer.headers.get("idempotency-replayed"),
      body: await answer.json(),
    };
  };
  const first = await post();
  expect(await post()).toEqual({ ...first, replayed: "true" });
  await changeRecord(house.as("administrator"), {
    type: "matter",
    id: first.body.id,
    values: { city: "Bex" },
  });
  expect(await post()).toEqual({ status: 201, replayed: "true", body: { id: first.body.id } });
  await house.setAccount("clerk", { roles: ["reader"] });
  const now = await post();
  expect(now.body).toMatchObject({ id: first.body.id, city: "Bex" });
  await house.setAccount("clerk", { roles: ["stranger"] });
  expect((await post()).body).toEqual({ id: first.body.id });
  await house.setAccount("clerk", { roles: ["clerk"] });
});

test("an answer that is repeated to somebody who left a group keeps from him what only that one told", async () => {
  await addGroup(house.runtime, { name: "staff", label: "Staff", roles: [] });
  await house.setAccount("member", { groups: ["staff"] });
  const acme = await createRecord(house.as("administrator"), { type: "partner", values: { name: "ACME" } });
  const sent = { json: { name: "tied", partner: acme.id }, headers: { "idempotency-key": "group" } };
  const post = async () => (await house.request("/api/records/tie", sent, "member")).text();
  expect(await post()).toContain("ACME");
  await house.setAccount("member", { groups: [] });
  expect(await post()).toMatch(/^(?!.*ACME).*"name":\s*"tied"/);
});

test("a job has the rights that its user has when it runs", async () => {
  const near = await make({ name: "letter", city: "Vevey" });
  await house.setAccount("clerk", { roles: ["clerk"] });
  const crm = house.as("clerk");
  await house.setAccount("clerk", { roles: ["reader"] });
  // What was asked for with the rights of before.
  const input = { template: "note", recipients: { type: "matter", ids: [near] }, user: crm.user };
  const id = await house.runtime.jobs.add("merge", input, { by: crm.user.id });
  await expect
    .poll(async () => (await house.runtime.jobs.find(id))?.state, { timeout: 20_000 })
    .toMatch(/done|failed/);
  const ended = await house.runtime.jobs.find(id);
  expect(ended).toMatchObject({ state: "done", result: { done: 0 } });
  await house.setAccount("clerk", { roles: ["clerk"] });
});

test("that a hidden value is taken is told without the field", async () => {
  const mine = await make({ city: "Vevey", code: "A1" });
  const gone = await make({ city: "Vevey", code: "A2" });
  await deleteRecord(house.as("administrator"), { type: "matter", id: gone });
  await changeRecord(house.as("administrator"), { type: "matter", id: mine, values: { code: "A2" } });
  const answer = await house.request(`/api/records/matter/${gone}/restore`, { method: "POST" }, "clerk");
  const body = await answer.text();
  expect([answer.status, JSON.parse(body).code]).toEqual([409, "record.taken"]);
  expect(body).not.toMatch(/"code":"?code|A2|“code”/);
  expect(JSON.parse(body).errors).toMatchObject([{ path: "" }]);
});

test("records within reach are told together, those in the trash too", async () => {
  const type = house.as("clerk").model.types.get("matter");
  if (!type) throw new Error("no such type");
  const [near, far] = [await make({ city: "Vevey" }), await make({ city: "Bex" })];
  await deleteRecord(house.as("administrator"), { type: "matter", id: near });
  const reached = async (who: string) => [...(await withinReach(house.as(who), { type, ids: [near, far] }))];
  expect(await reached("clerk")).toEqual([near]);
  expect((await reached("reader")).sort()).toEqual([near, far].sort());
  expect(await reached("stranger")).toEqual([]);
});
