import { displayName } from "@/lib/postgres/identifier";
import type { Finding } from "@/lib/checks/finding";
import { checkOf } from "@/lib/checks";
import type { Verdict } from "@/lib/checks/verdict";
import { headroomLine } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import type { Database } from "@/lib/databases/database";
import type { RunLine } from "@/lib/repair/run/line";
import type { Running } from "@/lib/running/schema";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { LastTrial } from "@/lib/trial/last";
import { pseudonyms } from "./pseudonyms";

/** Parts of a support bundle. */
export type BundleParts = {
  /** Versions of Headroom and of Node. */
  versions: { headroom: string; node: string };
  madeAt: string;
  database: Database;
  snapshot: Snapshot;
  verdict: Verdict;
  findings: readonly Finding[];
  budget: Budget | null;
  trial: LastTrial | null;
  runs: readonly RunLine[];
  running: Running | null;
};

const findingIn = ({ id, status, found, needed, objects, ways }: Finding) => ({
  id,
  status,
  found,
  needed,
  objects: objects.length,
  ways: ways.map(({ says }) => says),
});

/** Numbers, switches and words of the server itself; no list, and no name. */
function settingsOf(snapshot: Snapshot): Record<string, number | boolean | null> {
  if (!snapshot.reached) return {};
  return Object.fromEntries(
    Object.entries(snapshot.server).filter(
      (entry): entry is [string, number | boolean | null] =>
        entry[1] === null || typeof entry[1] === "number" || typeof entry[1] === "boolean",
    ),
  );
}

function countsOf(snapshot: Snapshot): Record<string, number> {
  if (!snapshot.reached) return {};
  return { tables: snapshot.relations.length, schemas: snapshot.schemas.length };
}

/** Texts of ours, in which no name of a database stands. */
function openTexts(findings: readonly Finding[]): ReadonlySet<string> {
  const own = findings.flatMap(({ id }) => {
    const check = checkOf(id);
    return check === undefined ? [id] : [id, check.title, check.why, check.source];
  });
  return new Set(own);
}

/** Fields that hold ids and words of Headroom, versions and times. */
const OWN: ReadonlySet<string> = new Set(
  "id status state strategy for provider kind environment deploy startedAt finishedAt endedAt since version verdict".split(
    " ",
  ),
);

/** Replaces every string of a value but in fields of our own words, and leaves its keys and numbers. */
function replacedIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((each) => replacedIn(each, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, OWN.has(key) ? each : replacedIn(each, replace)]),
  );
}

/**
 * Returns a support bundle as plain data: findings, versions, settings, budget and runs. Names (hosts, databases, roles, schemas,
 * tables, people) are replaced in every text of it unless `keepNames`; passwords stand in none of its parts.
 */
export function supportBundle(parts: BundleParts, keepNames: boolean): Record<string, unknown> {
  const { versions, madeAt, database, snapshot, verdict, findings, budget, trial, runs, running } = parts;
  const { electricUrl, electricMetricsUrl, scope, ...target } = database.target;
  const told = {
    verdict,
    provider: snapshot.connection.provider,
    failure: snapshot.connection.failure,
    target: {
      ...target,
      role: displayName(target.role),
      scope: scope.kind,
      knowsElectric: electricUrl !== null,
      knowsMetrics: electricMetricsUrl !== null,
    },
    budget: budget && headroomLine(budget),
    findings: findings.map(findingIn),
    trial: trial && {
      endedAt: trial.endedAt,
      outdated: trial.outdated,
      pool: trial.pool,
      findings: trial.findings.map(findingIn),
    },
    runs: runs.map(({ state, dry, for: wanted, strategy, startedAt, finishedAt, lockMs, says }) => ({
      state,
      dry,
      for: wanted.kind,
      strategy,
      startedAt,
      finishedAt,
      lockMs,
      says,
    })),
    electric: running && {
      state: running.state,
      version: running.version,
      since: running.since,
      says: running.says,
    },
  };
  const {
    id: _id,
    provider: _provider,
    kind: _kind,
    target: itsTarget,
    sampling: _sampling,
    ...place
  } = database;
  const names = { place, itsTarget, snapshot, people: runs.map(({ by, from }) => ({ by, from })) };
  const replace = keepNames ? (text: string) => text : pseudonyms(names, openTexts(findings));
  return {
    format: 1,
    madeAt,
    names: keepNames ? "kept" : "replaced",
    versions,
    server: snapshot.reached ? { version: snapshot.server.version, settings: settingsOf(snapshot) } : null,
    counts: countsOf(snapshot),
    told: replacedIn(told, replace),
  };
}
