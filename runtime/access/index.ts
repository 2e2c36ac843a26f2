export { type Action, denied } from "./actions.ts";
export { fieldWays, hiddenFields } from "./fields.ts";
export { accessSql, accessWays, type Composer, writableSql } from "./predicate.ts";
export { mayAnywhere, mayEverything, mustAllow, type Rights, rightsOn, rolesKey } from "./rights.ts";
export { mustKnowScope } from "./scope.ts";
