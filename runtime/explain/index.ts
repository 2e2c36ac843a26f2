export { type Explained, type Explanation, explain } from "./explain.ts";
export { actionNamed, explainRoutes } from "./routes.ts";
