export { type Action, actionWords, denied, likenessOf } from "./actions.ts";
export { fieldWays, hiddenFields } from "./fields.ts";
export { type FieldGround, fieldGroundsOn, type Ground, groundsOn } from "./grounds.ts";
export { type Allowed, type Known, knownTo } from "./known/index.ts";
export { patienceWith } from "./limits.ts";
export { accessSql, accessWays, type Composer, conditionSql, writableSql } from "./predicate.ts";
export {
  type Condition,
  mayAnywhere,
  mayEverything,
  mustAllow,
  type Rights,
  rightsFollowed,
  rightsOn,
  rolesKey,
} from "./rights.ts";
export { mustKnowScope } from "./scope.ts";
