import "server-only";
import type { ConnectionFailure, FailureKind } from "@/lib/snapshot/connection";

/** Raised on the way into a database: at which stage, of which kind, and in whose words. */
export class Trouble extends Error {
  constructor(readonly failure: ConnectionFailure) {
    super(`${failure.kind} at ${failure.stage}: ${failure.said}`);
  }
}

/** Makes the trouble of a stage. `said` holds no secret. */
export const trouble = (
  stage: ConnectionFailure["stage"],
  kind: FailureKind,
  said = "",
  sqlstate: string | null = null,
): Trouble => new Trouble({ kind, stage, said, sqlstate });

/** Returns a limit for people: "5 s", "0.3 s". */
export const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
