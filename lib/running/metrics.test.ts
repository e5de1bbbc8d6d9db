import { expect, test } from "vitest";
import { metricsIn } from "./metrics";

/** As Electric 1.7.12 writes them (telemetry_metrics_prometheus_core). */
const TEXT = `# HELP electric_postgres_replication_slot_confirmed_flush_lsn_lag
# TYPE electric_postgres_replication_slot_confirmed_flush_lsn_lag gauge
electric_postgres_replication_slot_confirmed_flush_lsn_lag{stack_id="single_stack"} 1024
electric_postgres_replication_slot_retained_wal_size{stack_id="single_stack"} 6.5536e4
electric_shapes_total_shapes_count 24 1764478800000
electric_plug_serve_shape_requests_count{status="200"} 7
`;

test("slot lag, WAL kept and shapes are read, with labels, exponents and timestamps", () => {
  expect(metricsIn(TEXT)).toEqual({ slotLagBytes: 1024, retainedBytes: 65536, shapes: 24 });
});

test("series that are absent, and text that is no metrics, give null", () => {
  expect(metricsIn("electric_shapes_total_shapes_count NaN\n")).toEqual({
    slotLagBytes: null,
    retainedBytes: null,
    shapes: null,
  });
  expect(metricsIn("<html>404</html>")).toEqual({ slotLagBytes: null, retainedBytes: null, shapes: null });
});
