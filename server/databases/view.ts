import "server-only";
import { eq, getTableColumns, sql } from "drizzle-orm";
import { profileSchema, type Profile } from "@/lib/databases/profile";
import { recogniseProvider } from "@/lib/postgres/provider";
import { NotFound } from "../errors";
import { db, type Tx } from "../store/db";
import { credentials, profiles } from "../store/schema";
import { cleanTarget } from "./clean-targets";

/** A profile's columns with whether a password is stored; never the password. */
const columns = {
  ...getTableColumns(profiles),
  hasPassword: sql<boolean>`${credentials.id} IS NOT NULL`,
};

/** The query that every reader of profiles starts from. */
export const selectProfiles = (tx: Tx = db()) =>
  tx.select(columns).from(profiles).leftJoin(credentials, eq(credentials.profileId, profiles.id));

type Row = Awaited<ReturnType<typeof selectProfiles>>[number];

/** Returns a profile as pages see it. */
export function profileOf({ archivedAt, createdAt, updatedAt: _updatedAt, ...row }: Row): Profile {
  return profileSchema.parse({
    ...row,
    target: cleanTarget(row.target),
    provider: recogniseProvider(row.host),
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  });
}

/** Returns one profile. @throws NotFound */
export async function profileById(id: string, tx: Tx = db()): Promise<Profile> {
  const [row] = await selectProfiles(tx).where(eq(profiles.id, id));
  if (row === undefined) throw new NotFound();
  return profileOf(row);
}
