import "server-only";
import { fallback } from "@/lib/log/unlogged";
import { metricsIn, type ElectricMetrics } from "@/lib/running/metrics";
import { within } from "./deadline";
import type { DialOptions } from "./dial";
import { bareUrl, getText } from "./get-text";
import { LIMITS } from "./limits";
import { seconds } from "./trouble";

const LIMIT_MS = 5_000;
/** Most that is read of the metrics, bytes: with thousands of shapes Electric's have some hundred kilobytes. */
const MOST_BODY = 4 * 1024 * 1024;

/**
 * Reads the metrics of a running Electric within 5 s; null where they cannot be read, which the health check tells as well.
 * @throws the signal's reason when it aborts
 */
export async function readElectricMetrics(
  address: string,
  { signal, policy, limitMs = LIMIT_MS }: Pick<DialOptions, "signal" | "policy"> & { limitMs?: number } = {},
): Promise<ElectricMetrics | null> {
  const url = bareUrl(address);
  if (url.pathname === "/") url.pathname = "/metrics";
  const late = () => new Error(`no answer within ${seconds(limitMs)}`);
  const answer = await within(limitMs, signal, late, (ending) =>
    getText(url, MOST_BODY, { signal: ending, policy, limits: LIMITS }),
  ).catch(fallback(null, "the health check of the same poll tells whether Electric answers"));
  signal?.throwIfAborted();
  return answer?.head.statusCode === 200 ? metricsIn(answer.body) : null;
}
