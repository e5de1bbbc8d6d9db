import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { titleOf } from "@/components/database/title";
import { requireSession } from "@/server/auth/session";
import { BadInput, NotFound } from "@/server/errors";
import { readProfile } from "@/server/profiles/read";
import { latestVisit } from "@/server/visits/read";

export type DatabaseParams = { params: Promise<{ id: string }> };

/** Returns the database of an address with its latest visit, once per request; the not-found page where there is none. */
export const databaseOf = cache(async (id: string) => {
  const { ctx, role } = await requireSession();
  try {
    const profile = await readProfile(ctx, id);
    return { ctx, role, profile, latest: await latestVisit(ctx, profile.id) };
  } catch (error) {
    if (error instanceof NotFound || error instanceof BadInput) notFound();
    throw error;
  }
});

/** Returns the title of a page of a database: "(3 fail) orders, tables". */
export async function databaseTitle({ params }: DatabaseParams, page: string): Promise<string> {
  const { profile, latest } = await databaseOf((await params).id);
  return titleOf(profile.name, page, latest);
}
