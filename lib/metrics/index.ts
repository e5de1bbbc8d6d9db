import { DATABASE_METRIC_LIST } from "./databases";
import { DATABASE_LABELS, type Metric } from "./define";
import { COUNTED_METRICS, READ_METRICS } from "./headroom";

const list = (metrics: Readonly<Record<string, Metric>>): [string, Metric][] => Object.entries(metrics);

/** The metrics of watched databases, as Prometheus sees them. */
export const databaseMetrics: readonly (readonly [string, Metric])[] = DATABASE_METRIC_LIST.map(
  ([name, { help, label }]) => [
    name,
    { type: "gauge", help, labels: [...DATABASE_LABELS, ...(label === undefined ? [] : [label])] },
  ],
);

/** The metrics of Headroom itself. */
export const headroomMetrics: readonly (readonly [string, Metric])[] = [
  ...list(READ_METRICS),
  ...list(COUNTED_METRICS),
];

/** All metrics of ours; those of Node (`process_…`, `nodejs_…`) stand beside them under their usual names. */
export const allMetrics = [...databaseMetrics, ...headroomMetrics];
