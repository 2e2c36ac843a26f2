/**
 * The number under which the server lets styles stand that libraries write into the page; empty where no server gave
 * one (development, tests).
 */
export const styleNonce = numberOfPage();

/** What locks scrolling behind a dialog asks for the number under this name. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

function numberOfPage(): string {
  const meta = document.querySelector("meta[property=csp-nonce]");
  return meta instanceof HTMLElement ? meta.nonce : "";
}
