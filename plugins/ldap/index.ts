import * as z from "zod";
import { type Directory, definePlugin } from "../../runtime/plugin/index.ts";
import { directoryFaces } from "./faces.ts";
import { look, lookUp } from "./look-up.ts";
import { type DirectorySettings, directorySettings } from "./settings.ts";

/** Signing in by a name and a password that are in a directory: Active Directory, OpenLDAP, 389, Samba. */
export default definePlugin({
  name: "ldap",
  version: "1.0.0",
  label: { fr: "Annuaires LDAP", en: "LDAP directories" },
  settings: z.strictObject({}),
  directory: {
    label: { fr: "Annuaire LDAP", en: "LDAP directory" },
    settings: directorySettings,
    faces: directoryFaces,
    secret: "bindPassword",
    address: "url",
    look: async (given, { outgoing }) => look(await reachable(given, outgoing)),
    check: async (who, given, { outgoing }) => lookUp(await reachable(given, outgoing), who),
  },
});

/** A directory lies inside: the configuration of the machine names those that may be asked. */
async function reachable(
  given: Readonly<Record<string, unknown>>,
  outgoing: Pick<Parameters<Directory["check"]>[2], "outgoing">["outgoing"],
): Promise<DirectorySettings> {
  const settings = directorySettings.parse(given);
  const { hostname, port, protocol } = new URL(settings.url);
  await outgoing.check(`https://${hostname}:${port || (protocol === "ldaps:" ? 636 : 389)}`);
  return settings;
}
