import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** A host name, an IPv4 address or an IPv6 address in brackets, then a port. Browsers send nothing else (RFC 9110, 7.2). */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?(?::(\d{1,5}))?$/;

/**
 * Returns the name or address in a Host header: lower-case, without its port, its brackets and the dot at its end. Null
 * for a header of another form.
 */
export function hostNameOf(header: string): string | null {
  const [, host, port] = HOST.exec(header.toLowerCase()) ?? [];
  if (host === undefined || Number(port ?? 0) > 65_535) return null;
  if (!host.startsWith("[")) return host.includes("..") ? null : host;
  const address = host.slice(1, -1);
  return isIP(address) === 6 ? ipaddr.process(address).toString() : null;
}

/** Returns whether a host name or address means the machine itself (RFC 6761, 6.3 for `localhost` and names below it). */
export function isLoopback(name: string): boolean {
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  return isIP(name) !== 0 && ipaddr.process(name).range() === "loopback";
}

/** Returns whether a host name is an address. A foreign page cannot have its own name resolve to one. */
export const isAddress = (name: string): boolean => isIP(name) !== 0;
