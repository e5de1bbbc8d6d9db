import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import { ZodError } from "zod";
import { withHeadroom, type BudgetNumbers } from "@/lib/budget/headroom";
import type { Finding } from "@/lib/checks/finding";
import type { Visit, VisitBrief } from "@/lib/databases/visit";
import type { Snapshot } from "@/lib/snapshot/schema";
import { parseId } from "../context";
import { visibleId } from "../databases/visible";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { visits } from "../store/schema";
import { unpack } from "./packed";
import { readOnlyVerb } from "../audit/verb";

/** A visit without its snapshot: what pages that list findings need. */
export type JudgedVisit = VisitBrief & { findings: Finding[] };

const judgedColumns = {
  id: visits.id,
  takenAt: visits.takenAt,
  verdict: visits.verdict,
  brief: visits.brief,
  budget: visits.budget,
  findings: visits.findings,
};

/** Derives the texts of the budget anew: a stored visit has those of the version that stored it. */
const judged = <Row extends { takenAt: Date; budget: BudgetNumbers | null }>(row: Row) => ({
  ...row,
  takenAt: row.takenAt.toISOString(),
  budget: row.budget && withHeadroom(row.budget),
});

/** Returns the latest visit without its snapshot, null before the first one. */
export const latestVisit = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown): Promise<JudgedVisit | null> => {
    const databaseId = await visibleId(ctx, givenId);
    const [row] = await db()
      .select(judgedColumns)
      .from(visits)
      .where(eq(visits.databaseId, databaseId))
      .orderBy(desc(visits.takenAt))
      .limit(1);
    return row === undefined ? null : judged(row);
  },
);

/** Returns the visit before a given one, without its snapshot; null when there is none. */
export const visitBefore = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown, takenAt: string): Promise<JudgedVisit | null> => {
    const databaseId = await visibleId(ctx, givenId);
    const [row] = await db()
      .select(judgedColumns)
      .from(visits)
      .where(and(eq(visits.databaseId, databaseId), lt(visits.takenAt, new Date(takenAt))))
      .orderBy(desc(visits.takenAt))
      .limit(1);
    return row === undefined ? null : judged(row);
  },
);

/** Returns a whole visit: the one with the id, or the latest. @throws NotFound when there is none */
export const readVisit = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown, visitId?: unknown): Promise<Visit> => {
    const databaseId = await visibleId(ctx, givenId);
    const one =
      visitId === undefined ? undefined : eq(visits.id, parseId(visitId, "This visit is not kept any more."));
    const [row] = await db()
      .select()
      .from(visits)
      .where(and(eq(visits.databaseId, databaseId), one))
      .orderBy(desc(visits.takenAt))
      .limit(1);
    if (row === undefined) throw new NotFound("This database was not checked yet. Check it first.");
    const { id, takenAt, verdict, findings } = row;
    return {
      id,
      databaseId,
      takenAt: takenAt.toISOString(),
      verdict,
      findings,
      snapshot: await unpack(row.snapshot),
    };
  },
);

/** Returns the snapshot before a given visit; null where there is none, or where an older version stored it in another shape. */
export const snapshotBefore = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown, takenAt: string): Promise<Snapshot | null> => {
    const databaseId = await visibleId(ctx, givenId);
    const [row] = await db()
      .select({ snapshot: visits.snapshot })
      .from(visits)
      .where(and(eq(visits.databaseId, databaseId), lt(visits.takenAt, new Date(takenAt))))
      .orderBy(desc(visits.takenAt))
      .limit(1);
    if (row === undefined) return null;
    try {
      return await unpack(row.snapshot);
    } catch (error) {
      if (error instanceof ZodError) return null;
      throw error;
    }
  },
);
