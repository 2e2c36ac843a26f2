import { createHash } from "node:crypto";
import { preferredLanguage } from "../language.ts";
import { escapeHtml } from "./mails/escape.ts";

const send = "document.forms[0].submit()";
const style = `body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0; padding: 16px }
form { max-width: 26rem } h1 { font-size: 1.25rem } @media (prefers-color-scheme: dark) { body { background: #16181c; color: #e6e8eb } }
button { font: inherit; padding: .7em 1.4em; border-radius: 6px; border: 0; background: #1f5fbf; color: #fff }`;
const hashed = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Lets the page hand in its one form by itself, and nothing else. */
export const linkPagePolicy = `default-src 'none'; script-src ${hashed(send)}; style-src ${hashed(style)}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const words = {
  fr: {
    title: "Connexion à Dossier",
    button: "Se connecter",
    elsewhere: "Ce lien a été demandé dans un autre navigateur. Il vous connecte ici au compte",
  },
  en: {
    title: "Sign in to Dossier",
    button: "Sign in",
    elsewhere: "This link was asked for in another browser. Here it signs you in to the account",
  },
};

/**
 * What opens behind a one-time link. The token is handed in by a form, not by opening the address: a mail program
 * that looks at the links of a message must not use them up. With `confirm`, an account's address, the form waits for
 * the button: the link was asked for elsewhere, and nobody is to find himself in somebody else's account unawares.
 */
export function linkPage({
  token,
  accept,
  confirm,
}: {
  token: string;
  accept: string | undefined;
  confirm: string | null;
}): string {
  const language = preferredLanguage(accept) ?? "fr";
  const { title, button, elsewhere } = words[language];
  const safeToken = /^[\w-]{1,200}$/.test(token) ? token : "";
  const told = confirm ? `<h1>${title}</h1><p>${elsewhere} <b>${escapeHtml(confirm)}</b>.</p>` : "";
  const script = confirm ? "" : `<script>${send}</script>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body>
<form method="post" action="/api/auth/sign-in/link">${told}
<input type="hidden" name="token" value="${safeToken}"><button>${button}</button></form>${script}</body></html>`;
}
