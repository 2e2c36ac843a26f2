import { BlockList, isIP } from "node:net";

/**
 * Addresses that belong to nobody on the Internet (IANA special-purpose registries, RFC 6890): this machine, private
 * networks, link-local with the metadata services of clouds, shared, documentation, multicast and reserved ranges.
 */
const closed = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  closed.addSubnet(network, prefix, "ipv4");
/** Of IPv6 only global unicast is open, without the parts that lead elsewhere: Teredo, documentation, 6to4. */
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  closed.addSubnet(network, prefix, "ipv6");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

/** Whether an address stands for a machine on the Internet. Throws nothing: what is no address is not one. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, "ipv4");
  return family === 6 && global6.check(address, "ipv6") && !closed.check(address, "ipv6");
}

/** Names, addresses and networks that the configuration opens: `id.intern`, `10.1.2.3:8443`, `10.1.0.0/16`. */
export interface Opened {
  /** Whether the host of an address is named. */
  has(host: string, port: number): boolean;
  /** Whether the address that a name stands for lies in a network that is named. */
  holds(address: string): boolean;
}

export function openedBy(entries: readonly string[]): Opened {
  const hosts = new Set<string>();
  const networks = new BlockList();
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter(Boolean)) {
    const [network = "", prefix] = entry.split("/");
    if (prefix !== undefined && isIP(network))
      networks.addSubnet(network, Number(prefix), isIP(network) === 6 ? "ipv6" : "ipv4");
    else hosts.add(entry);
  }
  return {
    has: (host, port) => hosts.has(host) || hosts.has(`${host}:${port}`),
    holds: (address) => networks.check(address, isIP(address) === 6 ? "ipv6" : "ipv4"),
  };
}
