import "server-only";
import ipaddr from "ipaddr.js";
import { z } from "zod";

export const NETWORKS = ["loopback", "private", "public"] as const;
export type Network = (typeof NETWORKS)[number];
/** Which networks a user may make us connect to. */
export type NetworkPolicy = ReadonlySet<Network>;

/** The ranges in which a database may be; every other one that ipaddr.js names is refused always. */
const KINDS: Record<string, Network> = {
  loopback: "loopback",
  private: "private",
  uniqueLocal: "private",
  carrierGradeNat: "private",
  unicast: "public",
};

/** Addresses of the clouds for a machine's credentials outside of the link-local range: AWS, Google, Alibaba, Azure. */
const METADATA = new Set(["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16"]);

/** All public IPv6 addresses that were ever given out (IANA, Global Unicast). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Returns the network that an address belongs to, null for what no database has and no user may reach: link-local and
 * other addresses of metadata services, multicast, broadcast, unspecified, reserved, and the ranges that hide an IPv4
 * address in an IPv6 one (NAT64, 6to4, Teredo). A mapped IPv4 address is judged as itself.
 */
export function networkOf(address: string): Network | null {
  if (!ipaddr.isValid(address) || address.includes("%")) return null;
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return null;
  const network = KINDS[parsed.range()] ?? null;
  const isIPv6 = parsed instanceof ipaddr.IPv6;
  return network === "public" && isIPv6 && !parsed.match(GLOBAL_UNICAST) ? null : network;
}

const LIST = "is a comma-separated list of loopback, private and public";

/** HEADROOM_NETWORKS as it is written: `private,public`. */
export const policySchema = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(z.enum(NETWORKS, LIST)).min(1, LIST));

/** Reads HEADROOM_NETWORKS; all three networks where it is not set. @throws Error that names the variable */
export function readPolicy(text: string | undefined): NetworkPolicy {
  if (text === undefined || text.trim() === "") return new Set(NETWORKS);
  const parsed = policySchema.safeParse(text);
  if (!parsed.success) throw new Error(`HEADROOM_NETWORKS ${LIST}.`);
  return new Set(parsed.data);
}

let policy: NetworkPolicy | null = null;

/** Returns this process's policy, read once. @throws Error as readPolicy */
export const networkPolicy = (): NetworkPolicy => (policy ??= readPolicy(process.env.HEADROOM_NETWORKS));
