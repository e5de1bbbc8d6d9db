import { serverVersion } from "@/lib/checks/server/version";
import { failoverWanted } from "@/lib/electric/failover";
import { providers, type ProviderId } from "@/lib/postgres/provider";
import { isUnseen } from "@/lib/snapshot/seen";
import { majorOf } from "@/lib/target/mode";
import type { Context, Kind } from "./kind";

/**
 * Ways of the providers, where they are known; elsewhere the provider's docs tell it. PlanetScale docs,
 * cluster-configuration/versions.
 */
const HOW: Partial<Record<ProviderId, string>> = {
  planetscale:
    "PlanetScale upgrades no database in place: make a new one, which starts with the newest major, and move the data.",
  other: "Use pg_upgrade, or restore a dump into a newer server.",
};

/** The major that is needed: 17 where a slot has to survive a failover, or else the first one with support ahead of it. */
function wanted({ snapshot, target, provider }: Context): number {
  const { server, slots } = snapshot;
  const wish = failoverWanted(target, provider, isUnseen(slots) ? [] : slots);
  return wish === "none" ? Math.max(majorOf(server.versionNum), 14) + 1 : 17;
}

/** A newer major version: nothing that a parameter or a statement can do. */
export const version: Kind = (context) => {
  const { provider, open, snapshot } = context;
  const finding = open.get(serverVersion.id);
  if (finding === undefined) return {};
  const to = `${wanted(context)} or newer`;
  const look = `Look for the upgrade of the major version in the console of ${providers[provider].name} and in its docs.`;
  return {
    steps: [
      {
        check: finding.id,
        title: `Upgrade Postgres to ${to}`,
        says: `${HOW[provider] ?? look} Electric's slot does not come along: stop Electric before the upgrade and start it after it.`,
        value: {
          name: "major version",
          to,
          now: snapshot.server.version,
          sum: `${finding.found}; needed is ${finding.needed}.`,
        },
        path: [],
        commands: [],
        restart:
          "The server is down during the upgrade, and Electric's clients fetch everything again after it.",
        source: finding.source,
      },
    ],
  };
};
