import "server-only";
import type { ReadMetricName } from "@/lib/metrics/headroom";
import type { Labelled } from "@/lib/metrics/text";
import { version } from "@/package.json";
import type { Monitor } from "../monitor/monitor";
import { storePool } from "../store/db";
import type { StoreCounts } from "./store-counts";

const single = (value: number): Labelled => [{ value }];
const by = (label: string, counts: Readonly<Record<string, number>>): Labelled =>
  Object.entries(counts).map(([of, value]) => ({ labels: { [label]: of }, value }));

/** Returns the values of the metrics of Headroom itself that are read when they are asked for. */
export function ownValues(
  { auditEntries, pendingDeliveries, jobs }: StoreCounts,
  {
    databases,
    firing,
    held,
  }: { databases: number; firing: Record<string, number>; held: Monitor["held"] | undefined },
): Record<ReadMetricName, Labelled> {
  const { totalCount, idleCount, waitingCount, options } = storePool();
  return {
    headroom_build_info: [{ labels: { version, node: process.version }, value: 1 }],
    headroom_uptime_seconds: single(process.uptime()),
    headroom_databases: single(databases),
    headroom_monitor_servers: single(held?.servers ?? 0),
    headroom_monitor_databases: single(held?.databases ?? 0),
    headroom_store_pool_connections: by("state", { in_use: totalCount - idleCount, idle: idleCount }),
    headroom_store_pool_max_connections: single(options.max ?? 10),
    headroom_store_pool_waiting_requests: single(waitingCount),
    headroom_alerts_firing: by("kind", firing),
    headroom_alert_deliveries_pending: single(pendingDeliveries),
    headroom_queue_jobs: jobs === null ? [] : by("state", jobs),
    headroom_audit_chain_entries: single(auditEntries),
  };
}
