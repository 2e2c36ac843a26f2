import * as z from "zod";
import type { SettingFace } from "../../../plugin/index.ts";
import type { ProviderKind } from "./settings.ts";

/** One setting as a form asks for it. */
export interface AskedSetting extends SettingFace {
  readonly name: string;
  readonly input: "text" | "long" | "secret" | "switch" | "list" | "number";
  readonly isRequired: boolean;
  /** What holds where nothing is said; null where that is nothing. */
  readonly default: unknown;
}

/** A kind of provider as a form offers it. */
export interface AskedKind extends Pick<ProviderKind, "name" | "label" | "secret" | "address"> {
  readonly settings: readonly AskedSetting[];
}

const shape = z.object({
  required: z.array(z.string()).default([]),
  properties: z.record(
    z.string(),
    z.looseObject({
      type: z.string().optional(),
      maxLength: z.number().optional(),
      default: z.unknown().optional(),
    }),
  ),
});

/** What is asked for one provider of a kind, read from the schema that will parse it. */
export function formOf({ name, label, secret, address, settings, faces }: ProviderKind): AskedKind {
  const { required, properties } = shape.parse(
    z.toJSONSchema(settings, { io: "input", unrepresentable: "any" }),
  );
  const asked = Object.entries(faces).flatMap(([each, face]): AskedSetting[] => {
    const property = properties[each];
    if (!property) return [];
    const input = each === secret ? "secret" : inputOf(property);
    const isRequired = required.includes(each);
    return [{ ...face, name: each, input, isRequired, default: property.default ?? null }];
  });
  return { name, label, secret, address, settings: asked };
}

function inputOf({
  type,
  maxLength = 0,
}: {
  type?: string | undefined;
  maxLength?: number | undefined;
}): AskedSetting["input"] {
  if (type === "boolean") return "switch";
  if (type === "array") return "list";
  if (type === "number" || type === "integer") return "number";
  return maxLength > 10_000 ? "long" : "text";
}
