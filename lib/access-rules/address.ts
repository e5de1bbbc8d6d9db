import ipaddr from "ipaddr.js";
import type { AccessRule } from "@/lib/snapshot/access-rules";

type Address = Pick<AccessRule, "address" | "netmask">;

const bytesOf = (address: string): number[] | null =>
  ipaddr.isValid(address) && !address.includes("%") ? ipaddr.parse(address).toByteArray() : null;

/** A range of addresses of one family, with its mask byte by byte; a mask need not be contiguous. */
type Range = { bytes: number[]; mask: number[] };

function rangeOf({ address, netmask }: Address): Range | null {
  const bytes = address === null ? null : bytesOf(address);
  const mask = netmask === null ? null : bytesOf(netmask);
  return bytes === null || mask === null || bytes.length !== mask.length ? null : { bytes, mask };
}

const isIn = (bytes: readonly number[], range: Range): boolean =>
  bytes.length === range.bytes.length &&
  bytes.every((byte, at) => ((byte ^ (range.bytes[at] ?? 0)) & (range.mask[at] ?? 0)) === 0);

/**
 * Returns whether a rule is for a client's address; null where only the server can tell: a host name, or `samehost` and
 * `samenet` for an address other than the server's own. IPv4 and IPv6 never match each other (PostgreSQL, hba.c, check_ip).
 */
export function matchesAddress(rule: Address, client: string, server: string | null): boolean | null {
  if (rule.address === "all") return true;
  if (rule.address === "samehost" || rule.address === "samenet") return client === server ? true : null;
  const range = rangeOf(rule);
  const bytes = bytesOf(client);
  return range === null || bytes === null ? null : isIn(bytes, range);
}

/** Returns whether every address that the second rule is for is one that the first is for, as far as that is sure. */
export function coversAddress(first: Address, second: Address): boolean {
  if (first.address === "all") return true;
  const [wide, narrow] = [rangeOf(first), rangeOf(second)];
  if (wide === null || narrow === null)
    return first.address === second.address && first.netmask === second.netmask;
  return isIn(narrow.bytes, wide) && wide.mask.every((byte, at) => (byte & ~(narrow.mask[at] ?? 0)) === 0);
}

/** Returns a rule's addresses as text: "any address", "10.0.0.0/8", "the host db.example.com". */
export function addressText({ address, netmask }: Address): string {
  if (address === "all") return "any address";
  if (address === "samehost") return "the server's own addresses";
  if (address === "samenet") return "the server's own networks";
  if (netmask === null) return `the host ${address ?? "unknown"}`;
  const bits = ipaddr.isValid(netmask) ? ipaddr.parse(netmask).prefixLengthFromSubnetMask() : null;
  return `${address ?? "unknown"}${bits === null ? ` netmask ${netmask}` : `/${bits}`}`;
}
