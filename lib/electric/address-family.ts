import { isIpv6 } from "@/lib/postgres/conninfo/hosts";

/** The variable that lets Electric ask for IPv6 addresses: it asks for IPv4 alone otherwise (Electric 1.7.12, connection_resolver.ex 280-301). */
export const USE_IPV6 = "ELECTRIC_DATABASE_USE_IPV6=true";

/** Returns whether every address of a host is an IPv6 one; false while none is known. */
export function isIpv6Only(host: string, addresses: readonly string[] = []): boolean {
  const all = isIpv6(host) ? [host] : addresses;
  return all.length > 0 && all.every((address) => isIpv6(address.replace(/%.*$/, "")));
}

/** Returns Electric's environment for a database, one variable a line; `ipv6` is what the target says of it. */
export function environmentFor(databaseUrl: string, { host, ipv6 }: { host: string; ipv6: boolean }): string {
  return [`DATABASE_URL=${databaseUrl}`, ...(ipv6 || isIpv6Only(host) ? [USE_IPV6] : [])].join("\n");
}
