import type { LookupAddress } from "node:dns";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import { Refusal } from "../errors/index.ts";

export interface Sent {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
}

/** The answer of one address, whole; certificates are checked against the name that was asked for. */
export function answerFrom(
  url: URL,
  place: LookupAddress,
  { method, headers, body }: Sent,
  { milliseconds, mostBytes }: { milliseconds: number; mostBytes: number },
): Promise<Response> {
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  const { host } = url;
  return new Promise((done, fail) => {
    const failed = (cause: unknown) =>
      fail(cause instanceof Refusal ? cause : new Refusal("outgoing.failed", { host }, { cause }));
    const request = send(url, {
      method,
      headers: { "accept-encoding": "identity", ...Object.fromEntries(headers) },
      lookup: pinnedTo(place),
      signal: AbortSignal.timeout(milliseconds),
      agent: false,
    });
    request.on("error", failed);
    request.on("response", (incoming) => {
      const parts: Buffer[] = [];
      let size = 0;
      incoming.on("error", failed);
      incoming.on("data", (part: Buffer) => {
        size += part.length;
        if (size > mostBytes) incoming.destroy(new Refusal("outgoing.too-large", { host }));
        else parts.push(part);
      });
      incoming.on("end", () => {
        const status = incoming.statusCode ?? 502;
        const hasBody = ![204, 205, 304].includes(status) && method !== "HEAD";
        const told = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        done(new Response(hasBody ? Buffer.concat(parts) : null, { status, headers: told }));
      });
    });
    request.end(body);
  });
}

/** Answers with the address that was checked, whatever the name stands for by now. */
function pinnedTo({ address, family }: LookupAddress): LookupFunction {
  return (_host, options, tell) => {
    if (options.all) tell(null, [{ address, family }]);
    else tell(null, address, family);
  };
}
