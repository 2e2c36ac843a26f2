import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What the device does differently from an honest one. */
export interface Lie {
  readonly origin?: string;
  /** Says that its owner was not asked for a PIN or a fingerprint. */
  readonly unverified?: boolean;
  readonly challenge?: string;
  readonly counter?: number;
  /** Signs something else. */
  readonly forged?: boolean;
}

const [present, verified, withKey] = [0x01, 0x04, 0x40];

/** A device that keeps one passkey, in software: key on P-256, attestation “none” (W3C Web Authentication Level 3). */
export function authenticator({ host, origin }: { host: string; origin: string }) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string, lie: Lie) =>
    Buffer.from(
      JSON.stringify({ type, challenge: lie.challenge ?? challenge, origin: lie.origin ?? origin }),
    );
  const dataOf = (flags: number, lie: Lie, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(lie.counter ?? ++counter);
    const asked = lie.unverified ? 0 : verified;
    return Buffer.concat([sha256(host), Buffer.from([flags | present | asked]), count, rest]);
  };
  const named = (response: object) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });

  return {
    /** Makes the passkey. */
    make({ challenge }: { challenge: string }, lie: Lie = {}) {
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey(publicKey),
      ]);
      const data = dataOf(withKey, lie, credential);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        Buffer.from([0xa0]),
        cborText("authData"),
        Buffer.from([0x58, data.length]),
        data,
      ]);
      return named({
        clientDataJSON: clientData("webauthn.create", challenge, lie).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      });
    },
    /** Shows it. */
    show({ challenge }: { challenge: string }, lie: Lie = {}) {
      const client = clientData("webauthn.get", challenge, lie);
      const data = dataOf(0, lie);
      const signed = Buffer.concat([data, lie.forged ? randomBytes(32) : sha256(client)]);
      return named({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
      });
    },
  };
}

function sha256(text: string | Buffer): Buffer {
  return createHash("sha256").update(text).digest();
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)]);
}

/** The public key as COSE writes it (RFC 9052, 7): kind EC2, algorithm ES256, curve P-256, both coordinates. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
  return Buffer.concat([
    head,
    Buffer.from(x, "base64url"),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, "base64url"),
  ]);
}
