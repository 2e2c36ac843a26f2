import { randomBytes } from "node:crypto";

type Headers = Readonly<Record<string, string>>;

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/** A year, as browsers that may forget it sooner would ask for nothing else (RFC 6797). */
const strictTransport = { "strict-transport-security": "max-age=31536000; includeSubDomains" };

/** What answers say to the browser; `isSecure` where people reach the house by https. */
export function headersFor({ isSecure }: { isSecure: boolean }): { api: Headers; page: Headers } {
  const always = { ...everywhere, ...(isSecure ? strictTransport : {}) };
  return {
    /** An answer of the API is data: opened as a page it shows nothing, runs nothing and stands in no frame. */
    api: {
      ...always,
      "content-security-policy":
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    page: {
      ...always,
      "content-security-policy": pagePolicy("'none'"),
      "permissions-policy":
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()",
    },
  };
}

/** Where the built page keeps the place for its number. */
const place = "__csp_nonce__";

/**
 * A page with a number of its own, under which alone the styles stand that its libraries write while it runs (RFC:
 * Content Security Policy Level 3, nonces).
 */
export function withNonce(page: string): { page: string; policy: string } {
  const nonce = randomBytes(18).toString("base64url");
  return { page: page.replaceAll(place, nonce), policy: pagePolicy(`'self' 'nonce-${nonce}'`) };
}

/** Scripts and styles come from the house alone; charts and previews use blob and data pictures. */
function pagePolicy(styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
