import * as z from "zod";
import { definePlugin } from "../../runtime/plugin/index.ts";
import { lookUp } from "./look-up.ts";
import { directorySettings } from "./settings.ts";

/** Signing in by a name and a password that are in a directory: Active Directory, OpenLDAP, 389, Samba. */
export default definePlugin({
  name: "ldap",
  version: "1.0.0",
  label: { fr: "Annuaires LDAP", en: "LDAP directories" },
  settings: z.strictObject({}),
  directory: {
    settings: directorySettings,
    secret: "bindPassword",
    address: "url",
    async check(who, given, { outgoing }) {
      const settings = directorySettings.parse(given);
      const { hostname, port, protocol } = new URL(settings.url);
      // A directory lies inside: the configuration of the machine names those that may be asked.
      await outgoing.check(`https://${hostname}:${port || (protocol === "ldaps:" ? 636 : 389)}`);
      return lookUp(settings, who);
    },
  },
});
