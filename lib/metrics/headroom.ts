import type { Metric } from "./define";

/** Ends of a sample of one database. */
export const SAMPLE_OUTCOMES = ["taken", "failed"] as const;
/** Ends of a check run: kept with its verdict, or not carried out. A database that cannot be reached has a verdict. */
export const CHECK_OUTCOMES = ["done", "failed"] as const;
/** Ends of one try of a delivery: a retried one is tried again, a failed one is given up. */
export const DELIVERY_OUTCOMES = ["delivered", "retried", "failed"] as const;
/** Classes of a status, and `aborted` for a client that left before the answer. */
export const STATUS_CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx", "aborted"] as const;

/** Bounds of the buckets of a check run, s: one takes some hundred milliseconds, one without an answer up to a minute. */
export const CHECK_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const gauge = (help: string, labels: readonly string[] = []): Metric => ({ type: "gauge", help, labels });
const counter = (help: string, labels: readonly string[] = []): Metric => ({ type: "counter", help, labels });

/** The metrics of this process that it counts as it works. */
export const COUNTED_METRICS = {
  headroom_samples_total: counter("Samples of watched databases that this replica took, or failed to take", [
    "outcome",
  ]),
  headroom_check_runs_total: counter("Check runs that this replica carried out, or could not", ["outcome"]),
  headroom_check_runs_running: gauge("Check runs under way in this replica"),
  headroom_check_run_duration_seconds: {
    type: "histogram",
    help: "Duration of check runs of this replica",
    labels: [],
  },
  headroom_alert_deliveries_total: counter(
    "Tries of this replica to deliver an alert to a channel: delivered, to be retried, or given up",
    ["outcome"],
  ),
  headroom_http_requests_total: counter("Requests that this replica answered", ["method", "route", "status"]),
} as const satisfies Record<string, Metric>;

/** The metrics of Headroom itself that are read when they are asked for. */
export const READ_METRICS = {
  headroom_build_info: gauge("1, with the version of Headroom and of Node", ["version", "node"]),
  headroom_uptime_seconds: gauge("Time since this process started"),
  headroom_databases: gauge("Watched and unwatched databases that are not archived"),
  headroom_monitor_servers: gauge("Servers that this replica watches: the leases that it holds"),
  headroom_monitor_databases: gauge("Databases on the servers that this replica watches"),
  headroom_store_pool_connections: gauge("Connections of this replica's pool to its store", ["state"]),
  headroom_store_pool_max_connections: gauge("The most connections that this replica's pool opens"),
  headroom_store_pool_waiting_requests: gauge(
    "Statements of this replica that wait for a connection to the store",
  ),
  headroom_alerts_firing: gauge("Alerts that fire, by the kind of their rule", ["kind"]),
  headroom_alert_deliveries_pending: gauge("Deliveries of alerts that are not yet delivered or given up"),
  headroom_queue_jobs: gauge("Jobs in the store's queue that are not done, by their state", ["state"]),
  headroom_audit_chain_entries: gauge("Entries of the audit log's chain"),
} as const satisfies Record<string, Metric>;

export type CountedMetricName = keyof typeof COUNTED_METRICS;
export type ReadMetricName = keyof typeof READ_METRICS;
