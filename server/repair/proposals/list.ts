import "server-only";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { proposalSchema, type Proposal } from "@/lib/repair/proposal";
import { readOnlyVerb } from "../../audit/verb";
import type { Context } from "../../context";
import { visibleId } from "../../databases/visible";
import { db } from "../../store/db";
import { databases, proposals } from "../../store/schema";
import { visibleDatabases } from "../../visible";
import { isOpen } from "../runs/open-proposals";

async function openProposals({ actor }: Context, condition: SQL | undefined): Promise<Proposal[]> {
  const rows = await db()
    .select({
      id: proposals.id,
      databaseId: proposals.databaseId,
      databaseName: databases.name,
      by: proposals.userName,
      userId: proposals.userId,
      note: proposals.note,
      steps: sql<number>`jsonb_array_length(${proposals.plan} -> 'steps')`,
      request: proposals.request,
      createdAt: proposals.createdAt,
      expiresAt: proposals.expiresAt,
    })
    .from(proposals)
    .innerJoin(databases, eq(databases.id, proposals.databaseId))
    .where(and(isOpen(), condition))
    .orderBy(desc(proposals.createdAt));
  return rows.map(({ userId, createdAt, expiresAt, ...row }) =>
    proposalSchema.parse({
      ...row,
      own: actor.kind === "user" && actor.id === userId,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }),
  );
}

/** Returns the open proposals of a database, the newest first. @throws NotFound */
export const listProposals = readOnlyVerb("member", async (ctx, id: unknown) =>
  openProposals(ctx, eq(proposals.databaseId, await visibleId(ctx, id))),
);

/** Returns the open proposals of every database that the actor sees, the newest first. */
export const listOpenProposals = readOnlyVerb("member", (ctx) => openProposals(ctx, visibleDatabases(ctx)));
