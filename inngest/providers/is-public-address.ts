import { BlockList, isIP } from "node:net";

const closed = new BlockList();
for (const [network, prefix] of [
  // This network, private, carrier-grade NAT, loopback, link-local with the clouds' metadata, protocol assignments.
  ...[["0.0.0.0", 8] as const, ["10.0.0.0", 8] as const, ["100.64.0.0", 10] as const, ["127.0.0.0", 8] as const],
  ...[["169.254.0.0", 16] as const, ["172.16.0.0", 12] as const, ["192.0.0.0", 24] as const],
  // Documentation, relays, private, benchmarks.
  ...[["192.0.2.0", 24] as const, ["192.88.99.0", 24] as const, ["192.168.0.0", 16] as const],
  ...[["198.18.0.0", 15] as const, ["198.51.100.0", 24] as const, ["203.0.113.0", 24] as const],
  // Multicast, reserved, broadcast.
  ...[["224.0.0.0", 4] as const, ["240.0.0.0", 4] as const],
] as const) {
  closed.addSubnet(network, prefix, "ipv4");
}

/** Only global unicast is open; of that, ranges which lead to other networks or nowhere are closed again. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
// Teredo and other assignments, documentation, 6to4: their addresses hide IPv4 ones.
closed6.addSubnet("2001::", 23, "ipv6");
closed6.addSubnet("2001:db8::", 32, "ipv6");
closed6.addSubnet("2002::", 16, "ipv6");
closed6.addSubnet("3fff::", 20, "ipv6");

/** Whether an address belongs to the public internet: not to this machine, its network, or a cloud's inside. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.check(address, "ipv4");
  return version === 6 && open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
}
