import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { z } from "zod";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The networks whose word on X-Forwarded-For counts: an address and the length of its prefix in bits. */
export type TrustedProxies = readonly (readonly [Address, number])[];

const LIST = "is a comma-separated list of addresses and networks such as 10.0.0.2, 172.16.0.0/12";

function readNetwork(text: string): [Address, number] | null {
  const [address = "", bits, ...rest] = text.split("/");
  if (isIP(address) === 0 || rest.length > 0) return null;
  const parsed = ipaddr.parse(address);
  const most = parsed.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [parsed, most];
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [parsed, Number(bits)] : null;
}

/** HEADROOM_TRUSTED_PROXIES as it is written: addresses and CIDR networks, separated by commas or spaces. */
export const trustedProxiesSchema = z.string().transform((text, context): TrustedProxies => {
  const networks: [Address, number][] = [];
  for (const part of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const network = readNetwork(part);
    if (network === null) context.addIssue({ code: "custom", message: LIST });
    else networks.push(network);
  }
  return networks;
});

/** Returns an address in its shortest form, IPv4 where it is mapped into IPv6; null for a text that is no address. */
export function plainAddress(text: string): string | null {
  const bare = text.replace(/%[^\]]*/, "");
  return isIP(bare) === 0 ? null : ipaddr.process(bare).toString();
}

/** Returns whether an address is in one of the networks. */
export function isTrusted(address: string, trusted: TrustedProxies): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return trusted.some((network) => {
    const [own, bits] = network;
    return own.kind() === parsed.kind() && parsed.match(own, bits);
  });
}

/** One entry of X-Forwarded-For: some proxies add the port, and brackets around IPv6. */
function addressIn(entry: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(entry) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(entry) ?? [];
  return plainAddress(bracketed ?? withPort ?? entry);
}

/**
 * Returns the address of the client. X-Forwarded-For is read from the right, as far as proxies that are trusted wrote it: the
 * first address that is none of theirs is the client's. An entry that is no address ends the reading at the proxy that wrote it.
 */
export function clientAddress(peer: string, forwardedFor: string, trusted: TrustedProxies): string {
  let client = peer;
  const entries = forwardedFor.split(",").map((entry) => entry.trim());
  while (entries.length > 0 && isTrusted(client, trusted)) {
    const next = addressIn(entries.pop() ?? "");
    if (next === null) break;
    client = next;
  }
  return client;
}
