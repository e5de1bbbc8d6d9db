import type { ConnectFacts } from "./facts";

/** Returns what has to be known of a database before an Electric is started for it, one or two sentences each. */
export function notesOf({ address, target, ipv6Only, loopback }: ConnectFacts): string[] {
  return [
    ...(loopback
      ? [
          `${address.host} is this machine: a container reaches it over the host's network alone, and no other platform does.`,
        ]
      : []),
    ...((ipv6Only || target.ipv6) && !loopback
      ? ["A container needs an IPv6 network: docker network create --ipv6."]
      : []),
    ...(address.sslmode === "disable"
      ? [
          "The connection is not encrypted: the target's sslmode is disable. Password and rows travel in clear.",
        ]
      : []),
    ...(target.poolSize < 2
      ? [
          `Electric says to a pool size of ${target.poolSize}: “The configured connection pool size ${target.poolSize} is below the minimum of 2”, and opens 2.`,
        ]
      : []),
    ...(target.instances > 1 && target.deploy === "distinct-slots"
      ? [
          `The target has ${target.instances} instances with slots of their own: each needs its own ELECTRIC_REPLICATION_STREAM_ID and storage. These files are for the first.`,
        ]
      : []),
    ...(target.instances > 1 && target.deploy === "same-slot"
      ? [
          `${target.instances} instances share one slot: one runs, the others wait with 202, and all need the same storage.`,
        ]
      : []),
  ];
}
