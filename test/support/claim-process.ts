import { claimDataFolder } from "../../core/data-folder/index.ts";

/** A process that claims a data folder, says so and stays. Run by tests that kill it. */
await claimDataFolder(process.argv[2] ?? "", { address: "http://there" });
process.stdout.write("claimed\n");
setInterval(() => undefined, 60_000);
