import { providers } from "@/lib/postgres/provider";
import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { PendingRestart, Server } from "@/lib/snapshot/server";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { pass, warn, type Way } from "../finding";

/** The values of now, as the snapshot has them. */
const NOW: Record<string, (server: Server) => string | number> = {
  wal_level: ({ walLevel }) => walLevel,
  max_connections: ({ maxConnections }) => maxConnections,
  max_replication_slots: ({ maxReplicationSlots }) => maxReplicationSlots,
  max_wal_senders: ({ maxWalSenders }) => maxWalSenders,
};

/**
 * Returns what the restart does to Electric or to the server where the value that waits is worse than the one of now; ""
 * elsewhere.
 */
function harmOf({ name, to }: PendingRestart, { server, slots }: ReachedSnapshot): string {
  if (name === "wal_level" && server.walLevel === "logical")
    return "after it Electric does not start, and Postgres itself refuses to start while a logical slot exists";
  if (to === null) return "";
  const used = isUnseen(slots) ? 0 : slots.filter(({ temporary }) => !temporary).length;
  if (name === "max_replication_slots" && Number(to) < used)
    return `Postgres does not start with it while ${used} slots exist`;
  const now = NOW[name]?.(server);
  return typeof now === "number" && Number(to) < now ? `fewer than the ${now} of now` : "";
}

function textOf(pending: PendingRestart, snapshot: ReachedSnapshot): string {
  const now = NOW[pending.name]?.(snapshot.server);
  const harm = harmOf(pending, snapshot);
  const from = now === undefined ? "" : ` (${now} now)`;
  return `${pending.name} = ${pending.to ?? "another value"} is set and waits for a restart${from}${harm === "" ? "" : `: ${harm}`}`;
}

/** Returns the way back for a parameter whose restart would do harm. */
function backWays(pending: PendingRestart, snapshot: ReachedSnapshot): Way[] {
  const now = NOW[pending.name]?.(snapshot.server);
  if (now === undefined || harmOf(pending, snapshot) === "") return [];
  const { says: _says, sql } = settingWay(snapshot.connection.provider, pending.name, now);
  return [
    {
      says: `Set ${pending.name} back to ${now} before anything restarts the server; it needs no restart, for that is its value now.`,
      ...(sql === undefined ? {} : { sql: `${sql}\nSELECT pg_reload_conf();` }),
    },
  ];
}

export const serverPendingRestart = defineCheck({
  id: "server.pending_restart",
  title: "No parameter waits for a restart",
  why: "Some parameters change at a restart alone: until then the old value counts, and nothing else is to be set. A value that is worse than the present one takes effect at the next restart, whatever its cause.",
  source:
    "PostgreSQL docs, 53.24 pg_settings (pending_restart) and 53.7 pg_file_settings; PostgreSQL source, slot.c (RestoreSlotFromDisk)",
  worst: "warn",
  act: { says: "Restart the server for pending parameters" },
  judge(snapshot) {
    const { pendingRestart } = snapshot.server;
    if (pendingRestart.length === 0) return pass("No parameter that Electric needs waits for a restart.");
    const { restart } = providers[snapshot.connection.provider];
    const good = pendingRestart.filter((pending) => harmOf(pending, snapshot) === "");
    const names = good.map(({ name }) => name).join(", ");
    return warn({
      found: pendingRestart.map((pending) => textOf(pending, snapshot)).join("; "),
      needed: "values that are in effect",
      objects: pendingRestart.map(({ name }) => name),
      ways: [
        ...pendingRestart.flatMap((pending) => backWays(pending, snapshot)),
        ...(good.length === 0
          ? []
          : [
              {
                says: `Restart the server at a moment of your choice: ${names} then takes effect. ${restart}`,
              },
            ]),
      ],
    });
  },
});
