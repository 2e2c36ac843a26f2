import { createHash } from "node:crypto";
import { preferredLanguage } from "../language.ts";

const send = "document.forms[0].submit()";
const style = `
body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }
button { font: inherit; padding: .7em 1.4em; border-radius: 8px; border: 0; background: #1f5fbf; color: #fff }
`;
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Lets the page hand in its one form by itself, and nothing else. */
export const linkPagePolicy = `default-src 'none'; script-src ${hashOf(send)}; style-src ${hashOf(style)}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const words = {
  fr: { title: "Connexion à Dossier", button: "Se connecter" },
  en: { title: "Sign in to Dossier", button: "Sign in" },
};

/**
 * What opens behind a one-time link. The token is handed in by a form, not by opening the address: a mail program
 * that looks at the links of a message must not use them up.
 */
export function linkPage({ token, accept }: { token: string; accept: string | undefined }): string {
  const language = preferredLanguage(accept) ?? "fr";
  const { title, button } = words[language];
  const safeToken = /^[\w-]{1,200}$/.test(token) ? token : "";
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body><form method="post" action="/api/auth/sign-in/link">
<input type="hidden" name="token" value="${safeToken}"><button>${button}</button></form>
<script>${send}</script></body></html>`;
}
