import "server-only";
import { ZodError } from "zod";
import { checks } from "@/lib/checks";
import { judge, judgeAll } from "@/lib/checks/judge";
import { slotKnown } from "@/lib/checks/known";
import type { CheckEvent } from "@/lib/databases/visit";
import type { Database } from "@/lib/databases/database";
import type { Connection } from "@/lib/snapshot/connection";
import type { Snapshot } from "@/lib/snapshot/schema";
import { type Context } from "../context";
import { countCheckRun } from "../counters";
import { Conflict, NotFound } from "../errors";
import { othersPeak } from "../history/others-peak";
import { errorResponse } from "../http/error-response";
import { inWatchersPlace } from "../monitor-link";
import { loginOf } from "../databases/login";
import { readDatabase } from "../databases/read";
import { visit } from "../watched/visit";
import { Feed } from "./feed";
import { alone } from "./turns";
import { readVisit } from "./read";
import { recordVisit } from "./record";
import type { AuditLine } from "../audit/line";
import { auditedVerb, readOnlyVerb, readOnlyVerbNow } from "../audit/verb";

type Running = Map<string, Feed<CheckEvent>>;

declare global {
  var headroomChecks: Running | undefined;
}

/** The checks that this process runs now, by database: who asks meanwhile joins. */
const running = (): Running => (globalThis.headroomChecks ??= new Map());

const BUSY = "Another server of this Headroom is checking this database now. Its result will appear here.";

/** Returns the visit before the next one: since when Electric is not active and whether its slot moves is known from it. */
async function previousVisit(ctx: Context, database: Database): Promise<Snapshot | undefined> {
  try {
    return (await readVisit(ctx, database.id)).snapshot;
  } catch (error) {
    // One that an older version kept in another shape must not keep the next from being taken.
    if (error instanceof NotFound || error instanceof ZodError) return undefined;
    throw error;
  }
}

/** The findings that the connection alone decides, as soon as there is one. */
function judgedConnection(database: Database, connection: Connection, takenAt: string) {
  const early: Snapshot = { reached: false, takenAt, connection, electric: null };
  return checks
    .filter(({ stage }) => stage === "connection")
    .map((check) => judge(check, early, database.target));
}

/** Runs a check and returns its last event; those before it go into the feed. */
async function run(ctx: Context, database: Database, feed: Feed<CheckEvent>): Promise<CheckEvent> {
  const previous = await previousVisit(ctx, database);
  const login = await loginOf(database);
  const snapshot = await inWatchersPlace(database.id, () =>
    visit(login, database.target, {
      previous,
      onStage: (stage) => feed.push({ type: "stage", stage }),
      onConnection: (connection) =>
        feed.push({
          type: "findings",
          findings: judgedConnection(database, connection, new Date().toISOString()),
        }),
    }),
  );
  const peak = (await othersPeak(database.id)) ?? undefined;
  const known = { othersPeak: peak, ...slotKnown(previous, database.target) };
  const findings = judgeAll(checks, snapshot, database.target, known);
  const { id, verdict } = await recordVisit(ctx, database, snapshot, findings, known);
  feed.push({ type: "findings", findings });
  return { type: "done", visitId: id, verdict };
}

/** Runs a check to its end and returns its last event, whether a reader listens or not; a failure is one. */
async function lastEvent(ctx: Context, database: Database, feed: Feed<CheckEvent>): Promise<CheckEvent> {
  let last: CheckEvent = { type: "error", message: BUSY };
  try {
    await alone(database.id, async () => {
      last = await run(ctx, database, feed);
    });
    return last;
  } catch (error) {
    return { type: "error", message: errorResponse(error).refusal.message };
  }
}

/** A check is no longer under way when its last event is told: a page that reads on hearing it must not follow it again. */
async function runToTheEnd(ctx: Context, database: Database, feed: Feed<CheckEvent>): Promise<void> {
  const counted = countCheckRun();
  const last = await lastEvent(ctx, database, feed);
  counted(last.type === "done" ? "done" : "failed");
  running().delete(database.id);
  feed.push(last);
  feed.end();
}

async function start(ctx: Context, audit: AuditLine, id: unknown) {
  const database = await readDatabase(ctx, id);
  if (database.archivedAt !== null)
    throw new Conflict("This database is archived. Restore it to check it again.");
  const known = running().get(database.id);
  if (known !== undefined) return audit.unchanged<AsyncIterable<CheckEvent>>(known);
  return audit.writeBefore<AsyncIterable<CheckEvent>>({ action: "check a database", database }, async () => {
    // Another request may have begun one while the entry was written.
    const joined = running().get(database.id);
    if (joined !== undefined) return joined;
    const feed = new Feed<CheckEvent>();
    running().set(database.id, feed);
    void runToTheEnd(ctx, database, feed);
    return feed;
  });
}

/**
 * Checks a database and returns what becomes known, as it does. One visit at a time per database: a caller that asks while
 * one is under way gets its events, those so far first. It goes on, and is recorded, when no caller listens any more.
 * @throws NotFound, Conflict for an archived database
 */
export const checkDatabase = auditedVerb("member", start);

/** Returns whether this process checks a database now. */
export const isChecked = readOnlyVerbNow("member", (_ctx, databaseId: string) => running().has(databaseId));

/** Returns the events of the check of a database that is under way in this process; none where none is. @throws NotFound */
export const followCheck = readOnlyVerb("member", async (ctx, id: unknown) => {
  const database = await readDatabase(ctx, id);
  return running().get(database.id) ?? ended();
});

function ended(): AsyncIterable<CheckEvent> {
  const feed = new Feed<CheckEvent>();
  feed.end();
  return feed;
}
