import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Somebody whom the provider knows. */
export interface KnownPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly groups?: readonly string[];
  /** How he showed who he is there. */
  readonly amr?: readonly string[];
  readonly acr?: string;
}

/** A provider of OpenID Connect on loopback, as a browser and the house meet it. */
export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** Who signs in there from now on; nobody is asked for a password. Null: he says no. */
  person: KnownPerson | null;
  /** What becomes of the claims of ID tokens before they are signed; `isForged` leaves the old signature on them. */
  twist: ((claims: Record<string, unknown>) => Record<string, unknown>) | null;
  isForged: boolean;
  /** Opens an address as a browser does, signed in as `person`, up to where it is sent back; that address. */
  visit(address: string): Promise<URL>;
}

const client = { id: "dossier", secret: "the house and its provider alone" };
const scopes = "openid profile email groups";

/** `redirect` is where it sends people back to, and `after` where once they signed out. */
export async function identityProvider({
  redirect,
  after,
}: {
  redirect: string;
  after: string;
}): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "one" };
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, KnownPerson>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirect],
        post_logout_redirect_uris: [after],
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ["a key for the tests"] },
    claims: {
      openid: ["sub", "amr", "acr"],
      email: ["email", "email_verified"],
      profile: ["name", "locale"],
      groups: ["groups"],
    },
    scopes: scopes.split(" "),
    acrValues: ["two"],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), sub }),
    }),
    loadExistingGrant: async (context: { oidc: Record<string, { readonly [name: string]: string }> }) => {
      const grant = new provider.Grant({
        clientId: client.id,
        accountId: context.oidc.session?.accountId,
      });
      grant.addOIDCScope(scopes);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();

  const self: IdentityProvider = {
    issuer,
    client,
    person: null,
    twist: null,
    isForged: false,
    visit: (address) => visit(address, issuer),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };

  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) {
      const { person } = self;
      if (person) people.set(person.sub, person);
      const result = person
        ? { login: { accountId: person.sub, amr: person.amr, acr: person.acr } }
        : { error: "access_denied" };
      void provider.interactionFinished(request, response, result);
      return;
    }
    if (request.url === "/token" && self.twist) twistTokens(response, self.twist);
    void answer(request, response);
  });

  /** Exchanges the ID token of an answer for one with other claims. */
  function twistTokens(response: ServerResponse, twist: NonNullable<IdentityProvider["twist"]>): void {
    const end = response.end.bind(response);
    response.end = ((body?: string | Buffer) => {
      const tokens = JSON.parse(String(body));
      const [head = "", claims = "", signature = ""] = String(tokens.id_token).split(".");
      const twisted = twist(JSON.parse(Buffer.from(claims, "base64url").toString()));
      const signed = `${head}.${Buffer.from(JSON.stringify(twisted)).toString("base64url")}`;
      const anew = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
      tokens.id_token = `${signed}.${self.isForged ? signature : anew.toString("base64url")}`;
      const text = JSON.stringify(tokens);
      response.setHeader("content-length", Buffer.byteLength(text));
      return end(text);
    }) as ServerResponse["end"];
  }

  return self;
}

async function visit(address: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next = new URL(address);
  for (let step = 0; step < 10; step++) {
    if (next.origin !== issuer) return next;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(next, { redirect: "manual", headers: { cookie } });
    for (const each of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = each.split(";")[0]?.split(/=(.*)/s) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (!location) throw new Error(`the provider stays at ${next}: ${await answer.text()}`);
    next = new URL(location, next);
  }
  throw new Error("the provider sends its visitors in circles");
}
