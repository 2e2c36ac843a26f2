import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const program = "/usr/sbin/slapd";
const openssl = "/usr/bin/openssl";

/** Debian's `slapd`; where it is not installed the tests of a real directory are left out and say so. */
export const hasSlapd =
  existsSync(program) && existsSync(openssl) && existsSync("/etc/ldap/schema/inetorgperson.schema");

/** A directory of OpenLDAP on loopback, with TLS, that knows what `entries` (LDIF) say. */
export interface Slapd extends AsyncDisposable {
  readonly port: number;
  readonly securePort: number;
  /** The certificate that vouches for it. */
  readonly ca: string;
}

export async function openSlapd(
  entries: string,
  { suffix, root }: { suffix: string; root: string },
): Promise<Slapd> {
  const home = await mkdtemp(join(tmpdir(), "dossier-slapd-"));
  await mkdir(join(home, "db"));
  const [key, certificate] = [join(home, "key.pem"), join(home, "certificate.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const made = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  execFileSync(openssl, [...made, ...subject], { stdio: "ignore" });
  const configuration = join(home, "slapd.conf");
  await writeFile(
    configuration,
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${home}/slapd.pid
TLSCACertificateFile ${certificate}
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
database mdb
suffix "${suffix}"
rootdn "cn=root,${suffix}"
rootpw "${root}"
directory ${home}/db
access to attrs=userPassword by anonymous auth by * none
access to * by users read by anonymous none
`,
  );
  const file = join(home, "entries.ldif");
  await writeFile(file, entries);
  execFileSync("/usr/sbin/slapadd", ["-f", configuration, "-l", file], { stdio: "pipe" });
  const [port, securePort] = [await freePort(), await freePort()];
  const addresses = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${securePort}`;
  const server = spawn(program, ["-f", configuration, "-h", addresses, "-d", "0"], { stdio: "ignore" });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  await answers(port);
  return {
    port,
    securePort,
    ca: await readFile(certificate, "utf8"),
    [Symbol.asyncDispose]: async () => {
      server.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  return typeof address === "object" && address ? address.port : 0;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const isThere = await new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true));
      socket.once("error", () => done(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isThere) return;
    await wait(50);
  }
  throw new Error("slapd does not answer");
}
