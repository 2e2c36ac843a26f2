import { accessCodes } from "./access.ts";
import { backupCodes } from "./backup.ts";
import { exchangeCodes } from "./exchange.ts";
import { expressionCodes } from "./expression.ts";
import { generalCodes } from "./general.ts";
import { mergeCodes } from "./merge.ts";
import { metadataCodes } from "./metadata.ts";
import { metadataCheckCodes } from "./metadata-check.ts";
import { personCodes } from "./person.ts";
import { recordCodes } from "./record.ts";
import { signInCodes } from "./sign-in.ts";
import { startCodes } from "./start.ts";
import { systemCodes } from "./system.ts";

/** The closed table of everything the house can refuse. A code that is not here does not compile. */
export const codes = {
  ...generalCodes,
  ...systemCodes,
  ...accessCodes,
  ...signInCodes,
  ...startCodes,
  ...metadataCodes,
  ...metadataCheckCodes,
  ...expressionCodes,
  ...recordCodes,
  ...exchangeCodes,
  ...mergeCodes,
  ...backupCodes,
  ...personCodes,
};

export type RefusalCode = keyof typeof codes;
