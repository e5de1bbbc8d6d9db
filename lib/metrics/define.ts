/** One value of a metric; `of` is the value of the label that the metric has beside those of its subject. */
export type Series = { of?: string; value: number };

/** Kinds of a metric, in the words of Prometheus. */
export type MetricType = "gauge" | "counter" | "histogram";

/** A metric as /metrics and docs/metrics.md declare it. */
export type Metric = {
  readonly type: MetricType;
  /** One sentence without a stop, as `# HELP` has it. */
  readonly help: string;
  /** Names of its labels. */
  readonly labels: readonly string[];
};

/** Labels of each metric of a watched database. None holds an address, a user or a secret. */
export const DATABASE_LABELS = ["database_id", "database", "group"] as const;

/** Returns a single value; none where it is not known, because no data is never 0. */
export const one = (value: number | null | undefined): readonly Series[] =>
  value === null || value === undefined ? [] : [{ value }];

/** Returns a yes as 1 and a no as 0; none where it is not known. */
export const flag = (is: boolean | null | undefined): readonly Series[] =>
  one(is === null || is === undefined ? null : Number(is));

/** Returns 1 for the state that holds and 0 for each other; none where the state is not known. */
export const oneHot = (states: readonly string[], current: string | null | undefined): readonly Series[] =>
  current === null || current === undefined
    ? []
    : states.map((of) => ({ of, value: Number(of === current) }));

/** Returns a count for each of some names, 0 where a name has none. */
export const countsOf = (
  names: readonly string[],
  counts: Readonly<Record<string, number | undefined>>,
): readonly Series[] => names.map((of) => ({ of, value: counts[of] ?? 0 }));
