import type { Finding } from "@/lib/checks/finding";
import { serverFailoverSettings } from "@/lib/checks/server/failover-settings";
import { serverReplicationSlots } from "@/lib/checks/server/replication-slots";
import { serverWalKeep } from "@/lib/checks/server/wal-keep";
import { serverWalLevel } from "@/lib/checks/server/wal-level";
import { serverWalSenders } from "@/lib/checks/server/wal-senders";
import { nextAction } from "@/lib/report/headline";

type Brief = Pick<Finding, "id" | "group" | "title" | "status" | "found">;

/** Checks of the server that are about replication; all of the groups slot and publication are. */
const OF_SERVER: ReadonlySet<string> = new Set([
  serverWalLevel.id,
  serverWalKeep.id,
  serverWalSenders.id,
  serverReplicationSlots.id,
  serverFailoverSettings.id,
]);

/** Returns whether a finding is about replication. */
export const isOfReplication = ({ id, group }: Pick<Finding, "id" | "group">): boolean =>
  group === "slot" || group === "publication" || OF_SERVER.has(id);

/** Returns the worst finding about replication; null where none is open. */
export function worstOf<Each extends Brief>(findings: readonly Each[]): Each | null {
  return nextAction(findings.filter(isOfReplication));
}
