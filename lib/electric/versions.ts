import type { ProviderId } from "@/lib/postgres/provider";
import type { Target } from "@/lib/target/schema";

/** The newest release of Electric that is known (2026-09-07); what it does was observed with 1.7.12 and read in the source since. */
export const NEWEST_ELECTRIC = "1.8.1";

/** Before it, a path with a trailing or doubled slash or with percent-encoding came past the secret of /v1/shape (c9e8a68). */
export const SECRET_CHECKED_SINCE = "1.7.12";

/** From it on, adding a table to the publication locks it in SHARE mode (pull request 4787). */
export const SHARE_LOCK_SINCE = "1.8.0";

/** A release below which something that this database needs does not work. */
export type ElectricFix = {
  since: string;
  /** Weight in the order of telling; `trouble` where it is absent. */
  weight?: "security" | "loss";
  /** News of the release, one sentence. */
  says: string;
  /** Whether this database needs it. */
  concerns(database: { target: Target; provider: ProviderId; maxWalSenders: number | null }): boolean;
};

/** Fixes that some database needs, oldest first (Electric's change log and its issues by number). */
export const ELECTRIC_FIXES: readonly ElectricFix[] = [
  {
    since: "1.1.5",
    says: "ELECTRIC_MANUAL_TABLE_PUBLISHING exists only from 1.1.5 on.",
    concerns: ({ target }) => target.strategy === "manual",
  },
  {
    since: "1.2.0",
    says: "Before 1.2.0 every instance took two walsenders, one of them for its lock (issue 3283).",
    concerns: ({ maxWalSenders }) => maxWalSenders !== null && maxWalSenders < 10,
  },
  {
    since: "1.4.16",
    says: "Before 1.4.16 Electric stopped for good when PlanetScale said during maintenance that the branch does not exist.",
    concerns: ({ provider }) => provider === "planetscale",
  },
  {
    since: "1.5.0",
    says: "Before 1.5.0 Electric dropped and made slots through the pooled address where one is set, and failed (issue 3171).",
    concerns: () => true,
  },
  {
    since: "1.7.9",
    weight: "loss",
    says: "Before 1.7.9 a crash could lose a transaction for good: keepalives confirmed WAL that was not stored yet (bb69764). One stuck shape could also keep the slot from moving on without end.",
    concerns: () => true,
  },
  {
    since: SECRET_CHECKED_SINCE,
    weight: "security",
    says: "Before 1.7.12 every table that Electric serves can be read without its secret, by another spelling of the path /v1/shape.",
    concerns: () => true,
  },
  {
    since: "1.7.12",
    says: "TCP keepalives, which notice a dead connection behind a load balancer, can be set from 1.7.12 on.",
    concerns: ({ provider }) => provider !== "other",
  },
  {
    since: SHARE_LOCK_SINCE,
    weight: "loss",
    says: "Before 1.8.0 a TRUNCATE, or a table that is published anew, with a writer's transaction open can lose rows (issue 4773).",
    concerns: ({ target }) => target.strategy !== "manual",
  },
];

function numbers(version: string): { numbers: number[]; beta: boolean } {
  const [, digits = "", rest = ""] = /^\s*v?(\d+(?:\.\d+)*)(.*)$/.exec(version) ?? [];
  return { numbers: digits.split(".").map(Number), beta: rest.startsWith("-") };
}

/**
 * Compares two versions of Electric by their numbers: below 0 when the first is older, 0 when they are the same,
 * above 0 when it is newer. A pre-release (`1.8.0-beta.1`) is older than its release; text that is no version is oldest.
 */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbers(one), numbers(other)];
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.beta) - Number(a.beta);
}

/** Returns the fixes that a version lacks and that this database needs, oldest first. */
export function missingFixes(
  version: string,
  database: Parameters<ElectricFix["concerns"]>[0],
): ElectricFix[] {
  return ELECTRIC_FIXES.filter((fix) => compareVersions(version, fix.since) < 0 && fix.concerns(database));
}
