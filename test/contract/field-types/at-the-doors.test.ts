import { fieldTypes } from "../../../metamodel/index.ts";
import { keepsItsDoors } from "./doors.ts";

keepsItsDoors({ shelf: fieldTypes, types: [...fieldTypes.values()] });
