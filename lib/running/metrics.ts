/**
 * Metrics of Electric that Headroom reads; null where a series is absent (Electric 1.7.12, stack_supervisor/telemetry.ex
 * 41-73).
 */
export type ElectricMetrics = {
  /** electric_postgres_replication_slot_confirmed_flush_lsn_lag, bytes. */
  slotLagBytes: number | null;
  /** electric_postgres_replication_slot_retained_wal_size, bytes. */
  retainedBytes: number | null;
  /** electric_shapes_total_shapes_count. */
  shapes: number | null;
};

const SERIES: Record<keyof ElectricMetrics, string> = {
  slotLagBytes: "electric_postgres_replication_slot_confirmed_flush_lsn_lag",
  retainedBytes: "electric_postgres_replication_slot_retained_wal_size",
  shapes: "electric_shapes_total_shapes_count",
};

/** A sample line of the text format: name, labels, value, perhaps a timestamp (Prometheus docs, exposition formats). */
const LINE =
  /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})?[ \t]+([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:[ \t]+-?\d+)?$/;

/** Returns the metrics of Electric in an answer in Prometheus' text format; all null where it has none of them. */
export function metricsIn(text: string): ElectricMetrics {
  const values = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, name, value] = LINE.exec(line.trim()) ?? [];
    if (name !== undefined && value !== undefined) values.set(name, Number(value));
  }
  const at = (key: keyof ElectricMetrics): number | null => values.get(SERIES[key]) ?? null;
  return { slotLagBytes: at("slotLagBytes"), retainedBytes: at("retainedBytes"), shapes: at("shapes") };
}
