export { type Explained, type Explanation, explain } from "./explain.ts";
export { type Gain, type Gains, gainsBetween } from "./gains.ts";
export { actionNamed, explainRoutes } from "./routes.ts";
