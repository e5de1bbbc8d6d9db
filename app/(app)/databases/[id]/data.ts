import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { titleOf } from "@/components/database-page/title";
import { requireSession } from "@/server/auth/session";
import { BadInput, NotFound } from "@/server/errors";
import { readDatabase } from "@/server/databases/read";
import { readHealth } from "@/server/health/list";
import { isChecked } from "@/server/visits/check";
import { readJudged } from "@/server/visits/judged";

export type DatabaseParams = { params: Promise<{ id: string }> };

/**
 * Returns the database of an address with its latest visit, its last trial and what is ignored, and whether a check of it is
 * under way, once per request; the not-found page where there is none. The visit's `brief` leaves out what is ignored; its verdict leaves out nothing and counts the trial.
 */
export const databaseOf = cache(async (id: string) => {
  const { ctx, role } = await requireSession("member");
  // Before the store is read: a check that ends in between is followed to its end, and the page reads again.
  const underWay = isChecked(ctx, id);
  try {
    const database = await readDatabase(ctx, id);
    return { ctx, role, database, underWay, ...(await readJudged(ctx, database)) };
  } catch (error) {
    if (error instanceof NotFound || error instanceof BadInput) notFound();
    throw error;
  }
});

/** Returns the health of the database of an address, for a viewer, once per request; the not-found page where there is none. */
export const healthOf = cache(async (id: string) => {
  const { ctx } = await requireSession("viewer");
  try {
    return await readHealth(ctx, id);
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

/** Whether the person who is signed in reads the health of databases alone. */
export const isViewer = async (): Promise<boolean> => (await requireSession("viewer")).role === "viewer";

/** Returns the title of a page of a database: "(3 fail) orders, tables". */
export async function databaseTitle({ params }: DatabaseParams, page: string): Promise<string> {
  const { database, latest } = await databaseOf((await params).id);
  return titleOf(database.name, page, latest);
}
