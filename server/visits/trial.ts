import "server-only";
import { setTimeout } from "node:timers/promises";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import type { Database } from "@/lib/databases/database";
import { failureText } from "@/lib/failure/failure";
import { causesOf } from "@/lib/trial/causes";
import { trialInputSchema, type TrialEvent, type TrialInput } from "@/lib/trial/event";
import type { AuditLine } from "../audit/line";
import { parse, requireRole, type Context } from "../context";
import { Conflict } from "../errors";
import { errorResponse } from "../http/error-response";
import { inWatchersPlace } from "../monitor-link";
import { loginOf } from "../databases/login";
import { readDatabase } from "../databases/read";
import { databaseById } from "../databases/view";
import { endedRunsFollowed } from "../local-runs";
import { auditedVerb } from "../audit/verb";
import { loginOfElectric } from "../watched/login";
import { judgedAndLogged } from "../watched/trial/judged";
import { runTrial } from "../watched/trial/trial";
import { Feed } from "./feed";
import { keepTrial } from "./keep-trial";
import { alone } from "./turns";

const BUSY = "Another server of this Headroom checks or tries this database. Try again when that has ended.";
/** How often and how long a trial asks whether another replica is through with the database, ms. */
const AGAIN_MS = 500;
const PATIENCE_MS = 30_000;

async function run(
  database: Database,
  { password, pool, statements }: TrialInput,
  feed: Feed<TrialEvent>,
  signal: AbortSignal,
): Promise<void> {
  const { target } = database;
  const login = await loginOf(database);
  const own = loginOfElectric(login, target.role, password);
  const opensPool = pool && own !== null;
  const tried = await inWatchersPlace(database.id, () =>
    runTrial(login, {
      target,
      own,
      pool: opensPool,
      statements: statements || own === null,
      onOutcome: (outcome) => feed.push({ type: "outcome", outcome }),
      signal,
    }),
  );
  if ("connection" in tried) {
    const { what, why, next } = failureText(tried.connection);
    return feed.push({ type: "error", message: [what, why, next].filter(Boolean).join(" ") });
  }
  const { snapshot } = tried.survey;
  const byChecks = judgeAll(checks, snapshot, target);
  const findings = judgedAndLogged(tried.outcomes, byChecks);
  await keepTrial(database, { snapshot, findings, pool: opensPool });
  feed.push({ type: "done", findings, causes: causesOf(findings, byChecks) });
}

/** Makes a trial when nothing else looks at the database; returns false where another replica goes on doing so. */
async function inTurn(
  { id }: Database,
  input: TrialInput,
  feed: Feed<TrialEvent>,
  signal: AbortSignal,
): Promise<boolean> {
  // What a run has changed is looked at first: the check that follows it, and the strategy that the target takes.
  await endedRunsFollowed();
  const until = performance.now() + PATIENCE_MS;
  const work = async () => {
    signal.throwIfAborted();
    await run(await databaseById(id), input, feed, signal);
  };
  while (!(await alone(id, work))) {
    if (performance.now() > until) return false;
    await setTimeout(AGAIN_MS, undefined, { signal });
  }
  return true;
}

async function runToTheEnd(
  database: Database,
  input: TrialInput,
  feed: Feed<TrialEvent>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (!(await inTurn(database, input, feed, signal))) feed.push({ type: "error", message: BUSY });
  } catch (error) {
    feed.push({ type: "error", message: errorResponse(error).refusal.message });
  } finally {
    feed.end();
  }
}

async function start(ctx: Context, audit: AuditLine, id: unknown, input: unknown, signal: AbortSignal) {
  const asked = parse(trialInputSchema, input);
  // For that moment no other client gets these connections.
  if (asked.pool) requireRole(ctx, "admin");
  const database = await readDatabase(ctx, id);
  if (database.archivedAt !== null) throw new Conflict("This database is archived. Restore it to try it.");
  return audit.writeBefore<AsyncIterable<TrialEvent>>({ action: "try as Electric", database }, async () => {
    const feed = new Feed<TrialEvent>();
    void runToTheEnd(database, asked, feed, signal);
    return feed;
  });
}

/**
 * Tries on a database what Electric does, rolled back, and returns each step as it ends and the findings. It ends with its
 * request. @throws NotAllowed for a viewer, and for a member who asks for the whole pool; NotFound, BadInput, Conflict for an archived database
 */
export const tryAsElectric = auditedVerb("member", start);
