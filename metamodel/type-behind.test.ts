import { expect, test } from "vitest";
import { buildModel } from "./build-model.ts";
import { typeDocument } from "./index.ts";
import { listedType } from "./type-behind.ts";

const words = (fr: string) => ({ label: { fr } });
const model = buildModel(
  [
    {
      name: "offer",
      fields: [{ name: "customer", type: "reference", to: "customer", ...words("Client") }],
    },
    {
      name: "customer",
      fields: [
        { name: "city", type: "text", ...words("Ville") },
        { name: "offers", type: "children", of: "offer", by: "customer", ...words("Offres") },
      ],
    },
  ].map((json) => typeDocument.parse({ kind: "type", ...words(json.name), ...json })),
);
const offer = model.types.get("offer");
if (!offer) throw new Error("the offer is not in the model");

test("the first list on a path says whose records are meant, however far the path goes on", () => {
  expect(listedType(model, offer, "customer.offers")?.name).toBe("offer");
  expect(listedType(model, offer, "customer.offers.customer.city")?.name).toBe("offer");
});

test("a path without a list, and one that leads nowhere, mean no records", () => {
  for (const path of ["customer", "customer.city", "nothing.offers", ""])
    expect(listedType(model, offer, path)).toBeNull();
});
