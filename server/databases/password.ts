import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { open, seal } from "../secrets/cipher";
import { ring } from "../secrets/keys";
import { db, type Tx } from "../store/db";
import { credentials } from "../store/schema";

const FIELD = "password";

/** Stores a profile's password, encrypted for a new row of its own; an older one is gone. */
export async function storePassword(tx: Tx, profileId: string, password: string): Promise<void> {
  const id = randomUUID();
  const sealed = seal(ring()[0], { row: id, field: FIELD }, password);
  await tx.delete(credentials).where(eq(credentials.profileId, profileId));
  await tx.insert(credentials).values({ id, profileId, ...sealed });
}

/** Returns a profile's password, null where none is stored. @throws CannotOpen when the key is another */
export async function readPassword(profileId: string): Promise<string | null> {
  const [row] = await db().select().from(credentials).where(eq(credentials.profileId, profileId));
  return row === undefined ? null : open(ring(), { row: row.id, field: FIELD }, row);
}
