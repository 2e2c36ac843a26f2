import { fieldTypes } from "../../../metamodel/index.ts";
import { keepsItsColumns } from "./columns.ts";
import { keepsItsFaces } from "./faces.ts";

const held = { shelf: fieldTypes, types: [...fieldTypes.values()] };

keepsItsFaces(held);
keepsItsColumns(held);
