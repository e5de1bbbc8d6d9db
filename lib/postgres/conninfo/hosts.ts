import { z } from "zod";

/** Hosts and ports of an authority, as lists with commas. */
export type Hosts = { host: string | null; port: string | null; bareIpv6: boolean };

const ipv6 = z.ipv6();

/** Returns whether a host is a literal IPv6 address, without its brackets. */
export function isIpv6(host: string): boolean {
  return ipv6.safeParse(host).success;
}

/** Returns a host as a URI writes it: an IPv6 address in brackets. */
export function bracketed(host: string): string {
  return isIpv6(host) ? `[${host}]` : host;
}

/** `2a05::1:5432`: four or five digits after a whole address are meant as a port; else all of it is the address. */
function bareAddress(text: string): { host: string; port: string } | null {
  const [, address = "", port = ""] = /^(.*):(\d{4,5})$/.exec(text) ?? [];
  if (isIpv6(address)) return { host: address, port };
  return isIpv6(text) ? { host: text, port: "" } : null;
}

function hostOf(text: string): { host: string; port: string; isBare: boolean } {
  const bare = bareAddress(text);
  if (bare !== null) return { ...bare, isBare: true };
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ""), port, isBare: false };
}

/** Reads `a.example.com:6000,b.example.com:6001` (PostgreSQL docs, 34.1.1.3); a port that is left out stays empty. */
export function readHosts(authority: string): Hosts {
  const all = authority.split(",").map(hostOf);
  const list = (words: string[]) => (words.every((word) => word === "") ? null : words.join(","));
  return {
    host: list(all.map(({ host }) => host)),
    port: list(all.map(({ port }) => port)),
    bareIpv6: all.some(({ isBare }) => isBare),
  };
}

/** Returns the first host of a list and the port that belongs to it; one port is the port of all hosts. */
export function firstHost(host: string | null, port: string | null): { host: string; port: string } {
  return {
    host: (host ?? "").split(",")[0]?.trim() ?? "",
    port: (port ?? "").split(",")[0]?.trim() ?? "",
  };
}

/** Returns the number of a port between 1 and 65535; null for any other text. */
export function portNumber(text: string): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}
