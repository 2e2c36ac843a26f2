import { dossier } from "./command-line.ts";

await dossier(process.argv.slice(2));
