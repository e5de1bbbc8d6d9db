import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "../context";
import { NotSignedIn } from "../errors";
import type { Tx } from "../store/db";
import { user } from "../store/schema";

/** An account by the name of this moment; without an id for the program itself. */
export type Author = { userId: string | null; userName: string };

/** Returns who acts, by the name of this moment, which stays when the account goes. @throws NotSignedIn */
export async function author(tx: Pick<Tx, "select">, { actor }: Context): Promise<Author> {
  if (actor.kind === "system") return { userId: null, userName: "Headroom" };
  const [row] = await tx
    .select({ name: user.name })
    .from(user)
    .where(eq(user.id, actor.id))
    // Held before the chain is, as the entry's reference to it would be (server/audit/record.ts).
    .for("key share");
  if (row === undefined) throw new NotSignedIn();
  return { userId: actor.id, userName: row.name };
}
