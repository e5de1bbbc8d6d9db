import "server-only";
import { budgetOf } from "@/lib/budget/budget";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import type { Known } from "@/lib/checks/known";
import { verdictOf, type Verdict } from "@/lib/checks/verdict";
import { briefOf } from "@/lib/report/brief";
import type { Database } from "@/lib/databases/database";
import type { Snapshot } from "@/lib/snapshot/schema";
import { requireRole, type Context } from "../context";
import { tellAlerts } from "../alert-link";
import { addMark } from "../history/mark";
import { db } from "../store/db";
import { visits } from "../store/schema";
import { pack } from "./packed";
import { compareTrial } from "./keep-trial";
import { thinOut } from "./thin";

/**
 * Keeps a visit with what every check said of it, marks it on the database's charts, and thins out the older ones. `known`
 * is what the checks knew of the past. Returns its id and verdict.
 */
export async function recordVisit(
  ctx: Context,
  database: Database,
  snapshot: Snapshot,
  findings: Finding[],
  known: Known = {},
): Promise<{ id: string; verdict: Verdict }> {
  requireRole(ctx, "member");
  const verdict = verdictOf(findings, checks);
  // Before the visit is there: a page that reads in between would count a trial that the visit has overtaken.
  await compareTrial(database, snapshot);
  const [made] = await db()
    .insert(visits)
    .values({
      databaseId: database.id,
      takenAt: new Date(snapshot.takenAt),
      verdict,
      findings,
      brief: briefOf(findings),
      statuses: Object.fromEntries(findings.map(({ id, status }) => [id, status])),
      budget: budgetOf(snapshot, database.target, { othersPeak: known.othersPeak?.count }),
      snapshot: await pack(snapshot),
    })
    .returning({ id: visits.id });
  if (made === undefined) throw new Error("The store took a visit and returned none.");
  await addMark(database.id, "check", `Checked: ${verdict}`, snapshot.takenAt);
  await thinOut(database.id);
  tellAlerts((alerts) => alerts.onCheck(database, snapshot));
  return { id: made.id, verdict };
}
