import "server-only";
import type { CheckAllEvent } from "@/lib/api/check-all";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import type { Context } from "../context";
import { listDatabases } from "../databases/list";
import { errorResponse } from "../http/error-response";
import { logUnexpected } from "../http/log";
import { checkDatabase } from "./check";
import { Feed } from "./feed";

/** Check runs at the same time: each holds a connection and, at 10,000 tables, some megabytes. */
const AT_ONCE = 4;

declare global {
  // Next loads a module once per bundle; the checks of all databases are those of the process, by the ids that each checks.
  var headroomCheckAll: Map<string, Feed<CheckAllEvent>> | undefined;
}

/** Checks one database to its end; returns whether the check run finished. */
async function finishes(ctx: Context, id: string): Promise<boolean> {
  let last: string | undefined;
  try {
    for await (const event of await checkDatabase(ctx, id)) last = event.type;
  } catch (error) {
    // One that was archived or removed meanwhile must not end the others.
    if (errorResponse(error).status >= 500) logUnexpected(error);
  }
  return last === "done";
}

async function run(ctx: Context, ids: readonly string[], feed: Feed<CheckAllEvent>): Promise<void> {
  const waiting = [...ids];
  const progress = { done: 0, failed: 0, total: ids.length };
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const finished = await finishes(ctx, id);
      progress.done += 1;
      progress.failed += finished ? 0 : 1;
      feed.push({ type: "progress", ...progress });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, work));
}

async function start(ctx: Context, audit: AuditLine) {
  const ids = (await listDatabases(ctx)).filter(({ archivedAt }) => archivedAt === null).map(({ id }) => id);
  const feeds = (globalThis.headroomCheckAll ??= new Map<string, Feed<CheckAllEvent>>());
  const key = ids.toSorted().join(" ");
  const known = feeds.get(key);
  if (known !== undefined) return audit.unchanged<AsyncIterable<CheckAllEvent>>(known);
  const feed = new Feed<CheckAllEvent>();
  feeds.set(key, feed);
  const finish = () => {
    feeds.delete(key);
    feed.end();
  };
  try {
    feed.push({ type: "progress", done: 0, failed: 0, total: ids.length });
    return await audit.writeBefore<AsyncIterable<CheckAllEvent>>(
      { action: "check all databases", detail: { databases: ids.length } },
      () => {
        void run(ctx, ids, feed).then(finish, (error: unknown) => {
          feed.push({ type: "error", message: errorResponse(error).refusal.message });
          finish();
        });
        return Promise.resolve(feed);
      },
    );
  } catch (error) {
    finish();
    throw error;
  }
}

/**
 * Checks every database that is not archived, four at a time, and returns the progress as it becomes known. A caller
 * that asks meanwhile and sees the same databases gets the same progress; one with other groups has a check of its own, which joins the
 * check runs under way. It goes on when no caller listens any more.
 */
export const checkAllDatabases = auditedVerb("member", start);
