import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { prometheusProgram } from "../../scripts/prometheus/program";
import { freePort } from "../../server/embedded/cluster";

const answerSchema = z.object({
  status: z.literal("success"),
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
const targetsSchema = z.object({
  data: z.object({ activeTargets: z.array(z.object({ health: z.string(), lastError: z.string() })) }),
});

export type Prometheus = {
  /** Asks an expression; none while it does not answer yet. */
  query(expression: string): Promise<z.infer<typeof answerSchema>["data"]["result"]>;
  /** Returns the health of what it scrapes with the last error, such as `up`; none while it does not answer yet. */
  targets(): Promise<string[]>;
  stop(): Promise<void>;
};

/** Starts Debian's Prometheus on a free port, to scrape the metrics of a Headroom at an address with a token every second. */
export async function startPrometheus(address: string, token: string): Promise<Prometheus> {
  const program = prometheusProgram("prometheus");
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-prometheus-"));
  const secret = path.join(folder, "token");
  writeFileSync(secret, `${token}\n`);
  chmodSync(secret, 0o600);
  const config = path.join(folder, "prometheus.yml");
  writeFileSync(
    config,
    [
      "scrape_configs:",
      "  - job_name: headroom",
      "    scrape_interval: 1s",
      "    authorization:",
      `      credentials_file: ${secret}`,
      "    static_configs:",
      `      - targets: ["${new URL(address).host}"]`,
      "",
    ].join("\n"),
  );
  const port = await freePort();
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const ask = async (place: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${place}`).catch(() => null);
    return response === null || !response.ok ? null : response.json();
  };
  return {
    async query(expression) {
      const answer = answerSchema.safeParse(
        await ask(`/api/v1/query?query=${encodeURIComponent(expression)}`),
      );
      return answer.success ? answer.data.data.result : [];
    },
    async targets() {
      const answer = targetsSchema.safeParse(await ask("/api/v1/targets"));
      return answer.success
        ? answer.data.data.activeTargets.map(({ health, lastError }) => `${health} ${lastError}`.trim())
        : [];
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
