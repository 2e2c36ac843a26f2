export { type Explained, type Explanation, explain } from "./explain.ts";
export { type ChangedUser, type Gain, type Gains, gainsBetween, gainsOfUsers } from "./gains.ts";
export { actionNamed, explainRoutes } from "./routes.ts";
