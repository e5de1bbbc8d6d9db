import { directAddress, providers } from "@/lib/postgres/provider";
import type { Connection } from "@/lib/snapshot/connection";
import { defineConnectionCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";
import { noSession } from "./no-session";

const NEEDED = "a direct connection to the primary";

function waysTo({ host, port, provider }: Connection): Way[] {
  const direct = directAddress(host, port);
  return [
    direct === null
      ? { says: `Use the direct address that ${providers[provider].name} shows beside the pooled one.` }
      : { says: `Use the direct address: ${direct.host}, port ${direct.port}.` },
    {
      says: "The pooler may stay in use as ELECTRIC_POOLED_DATABASE_URL, in transaction mode: it carries Electric's snapshots, while DATABASE_URL stays direct.",
    },
  ];
}

export const connectionDirect = defineConnectionCheck({
  id: "connection.direct",
  title: "The connection is direct",
  why: "Electric holds a replication stream, an advisory lock and settings of its sessions on DATABASE_URL; a pooler hands these to the next client, or refuses them.",
  source:
    "Electric docs, api/config, ELECTRIC_POOLED_DATABASE_URL; Electric 1.7.12, connection/manager.ex 392-443",
  worst: "fail",
  act: { says: "Use the direct address of the server", page: "settings" },
  urgency: 40,
  judge(connection) {
    const { host, port, provider, failure, pooler } = connection;
    const told = (signs: readonly string[]) => ({
      needed: NEEDED,
      objects: [`${host}:${port}`],
      ways: waysTo(connection),
      found: signs.join("; "),
    });
    if (failure?.kind === "pooler")
      return fail(told(["a pooler answers, and it refuses the session", ...pooler.suspected]));
    const known = provider !== "other" && pooler.suspected.length > 0;
    if (failure !== null) return known ? fail(told(pooler.suspected)) : noSession();
    if (known) return fail(told([...pooler.suspected, ...pooler.proven]));
    if (pooler.proven.length > 0 && providers[provider].proxied)
      return warn(
        told([
          `${pooler.proven.join("; ")}: ${providers[provider].name}'s own proxy does that as well, so it proves no pooler`,
        ]),
      );
    if (pooler.proven.length > 0) return fail(told([...pooler.proven, ...pooler.suspected]));
    if (pooler.suspected.length > 0)
      return warn(told([...pooler.suspected, "yet it answers as Postgres itself does"]));
    return pass("Postgres itself answers.");
  },
});
