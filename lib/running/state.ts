import type { ElectricSeen } from "@/lib/snapshot/schema";
import type { RunningState } from "./schema";

/** Returns the state that an answer of GET /v1/health tells. */
export function stateOf({ httpStatus, status }: Pick<ElectricSeen, "httpStatus" | "status">): RunningState {
  if (httpStatus === null) return "silent";
  if (httpStatus === 200 && status === "active") return "active";
  if (httpStatus === 202 && (status === "waiting" || status === "starting")) return status;
  return "foreign";
}

/** Returns how a change of state or version reads on a chart; null where nothing changed. */
export function changeText(
  before: { state: RunningState; version: string | null },
  now: { state: RunningState; version: string | null },
): string | null {
  const versions =
    before.version !== null && now.version !== null && before.version !== now.version
      ? `Electric ${before.version} → ${now.version}`
      : null;
  const states = before.state === now.state ? null : `Electric ${WORDS[before.state]} → ${WORDS[now.state]}`;
  return [versions, states].filter((text) => text !== null).join(", ") || null;
}

/** States as words of the screen. */
export const WORDS: Record<RunningState, string> = {
  active: "active",
  waiting: "waiting",
  starting: "starting",
  silent: "no answer",
  foreign: "unknown answer",
};
