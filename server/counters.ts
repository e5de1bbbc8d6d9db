import "server-only";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import {
  CHECK_BUCKETS,
  CHECK_OUTCOMES,
  COUNTED_METRICS,
  DELIVERY_OUTCOMES,
  SAMPLE_OUTCOMES,
  type CountedMetricName,
} from "@/lib/metrics/headroom";
import { countedMethod, routeTemplateOf } from "@/lib/http/route-template";

type Counters = {
  registry: Registry;
  samples: Counter;
  checks: Counter;
  checksRunning: Gauge;
  checkSeconds: Histogram;
  deliveries: Counter;
  requests: Counter;
};

declare global {
  // Next loads a module once per bundle; the counts are those of the process.
  var headroomCounters: Counters | undefined;
}

function begin(): Counters {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const of = (name: CountedMetricName) => {
    const { help, labels } = COUNTED_METRICS[name];
    return { name, help, labelNames: [...labels], registers: [registry] };
  };
  const samples = new Counter(of("headroom_samples_total"));
  const checks = new Counter(of("headroom_check_runs_total"));
  const deliveries = new Counter(of("headroom_alert_deliveries_total"));
  // A rate is only seen from a count that was there before: each outcome begins at 0.
  for (const outcome of SAMPLE_OUTCOMES) samples.inc({ outcome }, 0);
  for (const outcome of CHECK_OUTCOMES) checks.inc({ outcome }, 0);
  for (const outcome of DELIVERY_OUTCOMES) deliveries.inc({ outcome }, 0);
  return {
    registry,
    samples,
    checks,
    deliveries,
    checksRunning: new Gauge(of("headroom_check_runs_running")),
    checkSeconds: new Histogram({ ...of("headroom_check_run_duration_seconds"), buckets: CHECK_BUCKETS }),
    requests: new Counter(of("headroom_http_requests_total")),
  };
}

const counters = (): Counters => (globalThis.headroomCounters ??= begin());

/** Returns what this process has counted, with Node's own metrics, in the text format of Prometheus. */
export const countedText = (): Promise<string> => counters().registry.metrics();

/** Counts a sample of one database. */
export const countSample = (outcome: (typeof SAMPLE_OUTCOMES)[number]): void =>
  counters().samples.inc({ outcome });

/** Counts one try to deliver an alert. */
export const countDelivery = (outcome: (typeof DELIVERY_OUTCOMES)[number]): void =>
  counters().deliveries.inc({ outcome });

/** Counts a check run as under way; the function that is returned counts its end, and is called once. */
export function countCheckRun(): (outcome: (typeof CHECK_OUTCOMES)[number]) => void {
  const { checks, checksRunning, checkSeconds } = counters();
  checksRunning.inc();
  const observe = checkSeconds.startTimer();
  return (outcome) => {
    observe();
    checksRunning.dec();
    checks.inc({ outcome });
  };
}

/** Counts an answered request by the template of its target. `status` is null for a client that left before its answer. */
export function countRequest({
  method,
  target,
  status,
}: {
  method: string;
  target: string;
  status: number | null;
}): void {
  counters().requests.inc({
    method: countedMethod(method),
    route: routeTemplateOf(target),
    status: status === null ? "aborted" : `${Math.floor(status / 100)}xx`,
  });
}
