import "server-only";
import { eq, getTableColumns, sql } from "drizzle-orm";
import { databaseSchema, type Database } from "@/lib/databases/database";
import { recogniseProvider } from "@/lib/postgres/provider";
import { NotFound } from "../errors";
import { db, type Tx } from "../store/db";
import { credentials, databases } from "../store/schema";
import { cleanTarget } from "./clean-targets";

/** A database's columns with whether a password is stored; never the password. */
const columns = {
  ...getTableColumns(databases),
  hasPassword: sql<boolean>`${credentials.id} IS NOT NULL`,
};

/** The query that every reader of databases starts from. */
export const selectDatabases = (tx: Tx = db()) =>
  tx.select(columns).from(databases).leftJoin(credentials, eq(credentials.databaseId, databases.id));

type Row = Awaited<ReturnType<typeof selectDatabases>>[number];

/** Returns a database as pages see it. */
export function databaseOf({ archivedAt, createdAt, updatedAt: _updatedAt, ...row }: Row): Database {
  return databaseSchema.parse({
    ...row,
    target: cleanTarget(row.target),
    provider: recogniseProvider(row.host),
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  });
}

/** Returns one database. @throws NotFound */
export async function databaseById(id: string, tx: Tx = db()): Promise<Database> {
  const [row] = await selectDatabases(tx).where(eq(databases.id, id));
  if (row === undefined) throw new NotFound();
  return databaseOf(row);
}
