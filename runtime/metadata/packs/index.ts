export { standardPack } from "./kept.ts";
export {
  applyPack,
  forgetPack,
  type Pack,
  type PackPlan,
  packBody,
  packs,
  planPack,
  resolution,
  type TakenPack,
} from "./take-in.ts";

/** The kernel table of packs that were taken in. */
export const packMigrations = { room: "packs", folder: new URL("./sql/", import.meta.url) };
