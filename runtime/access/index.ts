export { accessSql, accessWays, type Composer } from "./predicate.ts";
export {
  type Action,
  denied,
  type Grant,
  hiddenFields,
  mustAllow,
  type Rights,
  rightsOn,
  rolesKey,
} from "./rights.ts";
