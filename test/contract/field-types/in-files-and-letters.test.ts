import { fieldTypes } from "../../../metamodel/index.ts";
import { keepsItsPapers } from "./files-and-letters.ts";

keepsItsPapers({ shelf: fieldTypes, types: [...fieldTypes.values()] });
