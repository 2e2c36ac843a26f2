import pino, { type Logger } from "pino";

/** Names whose values never reach the log, at any depth that our entries have. */
const secrets = [
  "password",
  "adminPassword",
  "databaseUrl",
  "smtpUrl",
  "token",
  "secret",
  "authorization",
  "cookie",
  "set-cookie",
  "key",
  "secretKeys",
];

/** A structured log, one JSON object a line on standard output; secrets are left out and postgres.js keeps its parameters. */
export function openLog(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secrets.flatMap(pathsOf), censor: "[secret]" },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function pathsOf(name: string): string[] {
  return [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`, `*.*.*["${name}"]`];
}

/** Where an error comes from and what it says, without the values that a statement was sent with. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause ? describeError(error.cause) : undefined;
  const message = withoutValues(error.message);
  const stack = error.stack?.replace(error.message, () => message);
  return { type: error.name, message, code, stack, cause };
}

/** PostgreSQL quotes the value it cannot read at the end of its sentence; mail servers name the address. */
function withoutValues(message: string): string {
  return message.replace(/: ".*"$/s, ': "[value]"').replace(/[^\s<>"']+@[^\s<>"']+/g, "[address]");
}
