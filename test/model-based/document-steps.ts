import { randomForm, randomRole, randomView } from "./random-documents.test-data.ts";
import type { AnyJson, TypeJson } from "./random-fields.test-data.ts";
import { must, type Steps, type WalkedHouse, walker } from "./walked-house.ts";

/** Views, forms and rights are said, used, and taken back. */
export function documentSteps(house: WalkedHouse): Steps {
  const { ask, publish } = house;

  /** Publishes a document; now and then the revision is taken back at once. */
  async function say(document: AnyJson, isTakenBack: boolean): Promise<string> {
    const before = JSON.stringify(house.documents());
    if (!(await publish({ documents: [document] }))) return "refused";
    if (!isTakenBack || JSON.stringify(house.documents()) === before) return "said";
    await house.takeBack(before);
    return "said and taken back";
  }

  return {
    async "say a view"(dice, type) {
      return say(randomView(dice, type, house.types()), dice.next(3) === 0);
    },
    async "say a form"(dice, type) {
      return say(randomForm(dice, type), dice.next(3) === 0);
    },
    async "say a right"(dice, type) {
      const role = house.documents().find(({ kind, name }) => kind === "role" && name === "walker");
      return role ? say(randomRole(dice, role, type), dice.next(3) === 0) : "nothing";
    },
    async "take a view or form away"(dice) {
      const document = dice.pick(house.documents().filter(({ kind }) => kind === "view" || kind === "form"));
      if (!document) return "nothing";
      const before = JSON.stringify(house.documents());
      const remove = [{ kind: document.kind, name: document.name }];
      must(await publish({ documents: [], remove }), "a document could not be removed", document);
      await house.takeBack(before);
      return document.name;
    },
    /** What a view says can be asked for as it stands. */
    async "open a view"(dice) {
      const view = dice.pick(house.documents().filter(({ kind }) => kind === "view"));
      if (!view) return "nothing";
      const { type, columns = view.card, sort, filter } = view;
      const asked = new URLSearchParams({ count: "exact", select: ["id", ...list(columns)].join(",") });
      if (list(sort).length > 0) asked.set("sort", list(sort).join(","));
      if (typeof filter === "string") asked.set("filter", filter);
      const { status, body } = await ask(`records/${type}?${asked}`);
      must(status === 200, "a published view cannot be read", { view, body });
      return `${view.name} with ${body.count.value}`;
    },
    /** Who has a right under a condition sees as many records as fulfil it, and no field that is hidden from him. */
    async "look through a right"() {
      const role = house.documents().find(({ kind, name }) => kind === "role" && name === "walker");
      const permissions: Readonly<Record<string, { see?: unknown; hidden?: string[] }>> = Object(role?.types);
      for (const { name, extends: base } of house.types()) {
        // A list of all kinds holds of each what the nearest word of the role gives: no one condition says it.
        if (base !== undefined || subtypesOf(name, house.types()).some((one) => one in permissions)) continue;
        const { see, hidden = [] } = permissions[name] ?? permissions["*"] ?? {};
        const mine = await ask(`records/${name}?count=exact`, {}, walker);
        if (see !== true && typeof see !== "string") {
          must(mine.status === 403, "a list is open without a right", { name, role, mine });
          continue;
        }
        must(mine.status === 200, "a list is closed in spite of a right", { name, role, body: mine.body });
        const filter = typeof see === "string" ? `&filter=${encodeURIComponent(see)}` : "";
        const all = await ask(`records/${name}?count=exact${filter}`);
        must(mine.body.count.value === all.body.count.value, "a right shows other records", { name, role });
        const shown = mine.body.items.flatMap((item: object) => Object.keys(item));
        must(!hidden.some((field) => shown.includes(field)), "a hidden field is shown", { name, hidden });
      }
      return "seen";
    },
  };
}

function subtypesOf(name: string, types: readonly TypeJson[]): readonly string[] {
  const direct = types.filter((type) => type.extends === name).map((type) => type.name);
  return [...direct, ...direct.flatMap((one) => subtypesOf(one, types))];
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
