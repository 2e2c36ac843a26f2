import {
  checkExpression,
  type ExpressionUser,
  evaluate,
  type JsonRecord,
  parseExpression,
} from "../../../../metamodel/expression/index.ts";
import type {
  FieldPermission,
  Model,
  RoleDocument,
  recordActions,
  TypePermissions,
} from "../../../../metamodel/index.ts";
import { type Raw, typeOf } from "./record-views.ts";

export type Action = (typeof recordActions)[number];

/** Somebody whose rights are decided. */
export interface Reader {
  readonly who: string;
  /** The account that he works with himself: what he makes is his. */
  readonly account: string;
  /** The account that he acts for as its deputy. */
  readonly actingFor: string | null;
  readonly roles: readonly string[];
  /** As expressions see him; the collaborator is a record with all that it refers to. */
  readonly user: ExpressionUser;
}

/** What a role says of an action: on all records, on some, or on none. */
type Grant = "always" | "some" | "never";

const followers: Readonly<Partial<Record<Action, Action>>> = {
  restore: "delete",
  archive: "change",
  history: "see",
};
const flags = ["export", "merge", "import"] as const;

/** A document that is kept for some trades is there for nobody else but who brought it. */
const reserved =
  "reserved_to.size() > 0 && !reserved_to.exists(trade, trade in user.trades) && created_by != user.id";

/** Everything open: records as they are, whoever asks. */
export interface Open {
  readonly model: Model;
  readonly records: ReadonlyMap<string, Raw>;
  /** The record that is being made in the same call: its lines come with the right to make it. */
  readonly making?: string | undefined;
  view(raw: Raw): JsonRecord;
}

export interface Rules {
  /** Whether one record may be treated so, record by record; `raw` need not be one that is there. */
  may(reader: Reader, action: Action, raw: Raw): boolean;
  /** Whether it may be so for no record of a type, whatever it holds. */
  isNever(reader: Reader, action: Action, type: string): boolean;
  /** Fields that the reader knows nothing of in lists of a type. */
  hidden(reader: Reader, type: string): ReadonlySet<string>;
  /** Whether a text reads, directly or through a title or a computed field, what is hidden. */
  tells(reader: Reader, type: string, text: string): boolean;
  /** Whether a field may be written on a record as it is and as it will be (or as it begins). */
  mayWrite(reader: Reader, field: string, states: readonly Raw[], action: "create" | "change"): boolean;
  /** Whether no new record of a type may be given a value of a field, and none that is there another one. */
  isNeverWritten(reader: Reader, type: string, field: string): boolean;
}

/** The rights that roles give and deny, as ARCHITECTURE.md tells them, decided in JavaScript for one record at a time. */
export function rulesOf({ model, records, making, view }: Open): Rules {
  const remembered = new Map<string, ReadonlySet<string>>();

  function said(name: string, type: string) {
    const role = model.roles.get(name);
    if (!role) throw new Error(`no role ${name}`);
    const named = typeOf(model, type).lineage.find((one) => Object.hasOwn(role.types, one));
    return { role, permissions: role.types[named ?? "*"] ?? null, over: named ?? type };
  }

  function isTrue(reader: Reader, text: string, over: string, raw: Raw): boolean {
    const { user } = reader;
    return evaluate(parseExpression(text), { model, type: over, record: view(raw), user }) === true;
  }

  /** The types whose records list those of a type, and by which reference. */
  function owners(type: string) {
    const { lineage, fields } = typeOf(model, type);
    return [...model.types.values()].flatMap((owner) =>
      [...owner.fields.values()].flatMap((field) => {
        const relation = field.type.relation(field.document);
        const isOwn = field.declaredIn === owner.name && !lineage.includes(owner.name);
        if (!isOwn || relation?.kind !== "many" || !relation.isPart) return [];
        return lineage.includes(relation.of) && fields.has(relation.by)
          ? [{ owner: owner.name, by: relation.by }]
          : [];
      }),
    );
  }

  function grants(
    reader: Reader,
    name: string,
    action: Action,
    raw: Raw,
    walked: readonly string[],
  ): boolean {
    const { role, permissions, over } = said(name, raw.type);
    if (!permissions && !isFlag(action)) return follows(reader, name, action, raw, walked);
    const one = permissions?.[action] ?? likely(role, permissions, action);
    return typeof one === "string" ? isTrue(reader, one, over, raw) : one;
  }

  function follows(
    reader: Reader,
    name: string,
    action: Action,
    raw: Raw,
    walked: readonly string[],
  ): boolean {
    if (walked.includes(raw.type)) return false;
    const wanted = action === "see" || action === "history" ? action : "change";
    return owners(raw.type).some(({ owner, by }) => {
      const other = records.get(String(raw.values[by] ?? ""));
      if (!other || !typeOf(model, other.type).lineage.includes(owner)) return false;
      const isMade = action === "create" && other.id === making;
      const enough: readonly Action[] = isMade ? [wanted, "create"] : [wanted];
      return enough.some(
        (one) => !denies(reader, one, other) && grants(reader, name, one, other, [...walked, raw.type]),
      );
    });
  }

  function denies(reader: Reader, action: Action, raw: Raw): boolean {
    if (raw.type === "document" && action === "see" && isTrue(reader, reserved, raw.type, raw)) return true;
    return reader.roles.some((name) => {
      const { permissions, over } = said(name, raw.type);
      const one = denial(permissions, action);
      return typeof one === "string" ? isTrue(reader, one, over, raw) : one;
    });
  }

  function may(reader: Reader, action: Action, raw: Raw): boolean {
    return !denies(reader, action, raw) && reader.roles.some((name) => grants(reader, name, action, raw, []));
  }

  function reach(
    name: string,
    action: Action,
    type: string,
    reader: Reader,
    walked: readonly string[],
  ): Grant {
    const { role, permissions } = said(name, type);
    if (permissions || isFlag(action)) {
      const one = permissions?.[action] ?? likely(role, permissions, action);
      return one === true ? "always" : one === false ? "never" : "some";
    }
    if (walked.includes(type)) return "never";
    const wanted =
      action === "see" || action === "history" || action === "create" ? [action] : ["change" as const];
    const all: readonly Action[] = action === "create" ? ["change", "create"] : wanted;
    const reaches = owners(type).some(({ owner }) =>
      typeOf(model, owner).concrete.some((one) =>
        all.some(
          (each) =>
            !isDenied(reader, each, one) && reach(name, each, one, reader, [...walked, type]) !== "never",
        ),
      ),
    );
    return reaches ? "some" : "never";
  }

  function isDenied(reader: Reader, action: Action, type: string): boolean {
    return reader.roles.some((name) => denial(said(name, type).permissions, action) === true);
  }

  function isNever(reader: Reader, action: Action, type: string): boolean {
    return typeOf(model, type).concrete.every(
      (one) =>
        isDenied(reader, action, one) ||
        reader.roles.every((name) => reach(name, action, one, reader, []) === "never"),
    );
  }

  /** Shown where each record that is seen is seen through a role that shows the field. */
  function isHiddenIn(reader: Reader, type: string, field: string): boolean {
    const seeing = reader.roles.filter((name) => reach(name, "see", type, reader, []) !== "never");
    const hiding = seeing.filter((name) => said(name, type).permissions?.fields?.[field] === "hidden");
    const showing = seeing.filter((name) => !hiding.includes(name));
    return hiding.length > 0 && !showing.some((name) => reach(name, "see", type, reader, []) === "always");
  }

  function hiddenByRoles(reader: Reader, type: string): ReadonlySet<string> {
    const all = typeOf(model, type).concrete.flatMap((one) =>
      [...typeOf(model, one).fields.keys()].filter((field) => isHiddenIn(reader, one, field)),
    );
    return new Set(all);
  }

  function readsHidden(reader: Reader, type: string, text: string, isAnew: boolean): boolean {
    const { mentions } = checkExpression(parseExpression(text), { model, type, isAnew });
    return mentions.some((one) => hiddenByRoles(reader, one.type).has(one.field));
  }

  function hidden(reader: Reader, type: string): ReadonlySet<string> {
    const key = `${reader.who} ${type}`;
    const known = remembered.get(key);
    if (known) return known;
    const computed = [...typeOf(model, type).fields.values()]
      .filter((field) => field.type.computation(field.document))
      .filter(({ name }) => readsHidden(reader, type, name, true));
    const made = new Set([...hiddenByRoles(reader, type), ...computed.map(({ name }) => name)]);
    remembered.set(key, made);
    return made;
  }

  function mayWrite(
    reader: Reader,
    field: string,
    states: readonly Raw[],
    action: "create" | "change",
  ): boolean {
    const type = states[0]?.type ?? "";
    const right = (name: string): FieldPermission => said(name, type).permissions?.fields?.[field] ?? "write";
    if (reader.roles.every((name) => right(name) === "write")) return true;
    return states.every((raw) =>
      reader.roles.some((name) => {
        const one = right(name);
        if (!grants(reader, name, action, raw, [])) return false;
        return typeof one === "string"
          ? one === "write"
          : isTrue(reader, one.write, said(name, type).over, raw);
      }),
    );
  }

  function isNeverWritten(reader: Reader, type: string, field: string): boolean {
    const right = (name: string, one: string) => said(name, one).permissions?.fields?.[field] ?? "write";
    return typeOf(model, type).concrete.every((one) =>
      (["create", "change"] as const).every((action) => {
        if (isNever(reader, action, one)) return true;
        const granting = reader.roles.filter((name) => reach(name, action, one, reader, []) !== "never");
        return granting.every((name) => ["read", "hidden"].includes(String(right(name, one))));
      }),
    );
  }

  return {
    may,
    isNever,
    isNeverWritten,
    hidden,
    tells: (reader, type, text) =>
      readsHidden(reader, type, text, true) || readsHidden(reader, type, text, false),
    mayWrite,
  };
}

function isFlag(action: Action): boolean {
  return flags.some((flag) => flag === action);
}

/** What is held where nothing is said: the action that it is like, or the role’s own flag. */
function likely(role: RoleDocument, permissions: TypePermissions | null, action: Action): boolean | string {
  const flag = flags.find((one) => one === action);
  if (flag) return role[flag] ?? false;
  const like = followers[action];
  return (like && permissions?.[like]) ?? false;
}

function denial(permissions: TypePermissions | null, action: Action): boolean | string {
  const like = followers[action];
  return permissions?.deny?.[action] ?? (like && permissions?.deny?.[like]) ?? false;
}
