import { expect, test } from "vitest";
import { withDatabase } from "./faults/harness";
import { testConnection } from "./connect";

test("a session comes about in five stages, and nothing is left of it", async () => {
  await withDatabase({}, async ({ login, admin }) => {
    const told: string[] = [];
    const connection = await testConnection(
      { ...login, sslmode: "prefer" },
      { onStage: ({ stage, status }) => told.push(`${stage} ${status}`) },
    );
    expect(connection).toMatchObject({
      failure: null,
      address: "127.0.0.1",
      encrypted: false,
      loopback: true,
    });
    expect(told).toEqual(["dns ok", "tcp ok", "tls skipped", "login ok", "query ok"]);
    expect(connection.pooler.proven).toEqual([]);
    const { rows } = await admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'headroom'");
    expect(rows).toEqual([]);
  });
});
