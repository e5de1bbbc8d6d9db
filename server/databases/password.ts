import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { open, seal } from "../secrets/cipher";
import { ring } from "../secrets/keys";
import { db, type Tx } from "../store/db";
import { credentials } from "../store/schema";

const FIELD = "password";

/** Stores a database's password, encrypted for a new row of its own; an older one is gone. */
export async function storePassword(tx: Tx, databaseId: string, password: string): Promise<void> {
  const id = randomUUID();
  const sealed = seal(ring()[0], { row: id, field: FIELD }, password);
  await tx.delete(credentials).where(eq(credentials.databaseId, databaseId));
  await tx.insert(credentials).values({ id, databaseId, ...sealed });
}

/** Returns a database's password, null where none is stored. @throws CannotOpen when the key is another */
export async function readPassword(databaseId: string): Promise<string | null> {
  const [row] = await db().select().from(credentials).where(eq(credentials.databaseId, databaseId));
  return row === undefined ? null : open(ring(), { row: row.id, field: FIELD }, row);
}
