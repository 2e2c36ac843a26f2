export { type ErasureDone, eraseKnown } from "./erase.ts";
export { type GivenOut, giveOut } from "./give-out.ts";
export { type ErasurePlan, planErasure, type Share } from "./plan.ts";
export { peopleRoutes } from "./routes.ts";
