import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** Sends bytes as they are and gives back all that comes until the server closes, or `milliseconds` have passed. */
export async function sendRaw(
  port: number,
  bytes: string | Buffer,
  { milliseconds = 3_000 }: { milliseconds?: number } = {},
): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  // A server that closes while it is still written to is an answer as well.
  socket.on("error", () => socket.destroy());
  socket.write(bytes);
  const late = setTimeout(() => socket.destroy(), milliseconds);
  const all = await text(socket).catch(() => "");
  clearTimeout(late);
  return all;
}

/** The status of the first answer; 0 where there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** How many answers came: more than one to what was meant as one request is a smuggled one. */
export function countAnswers(answer: string): number {
  return answer.match(/^HTTP\/1\.1 \d{3}/gm)?.length ?? 0;
}
