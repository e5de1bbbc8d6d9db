import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "../context";
import { NotSignedIn } from "../errors";
import type { Tx } from "../store/db";
import { user } from "../store/schema";

/** Returns who acts, by the name of this moment, which stays when the account goes. @throws NotSignedIn */
export async function author(
  tx: Pick<Tx, "select">,
  { actor }: Context,
): Promise<{ userId: string | null; userName: string }> {
  if (actor.kind === "system") return { userId: null, userName: "Headroom" };
  const [row] = await tx.select({ name: user.name }).from(user).where(eq(user.id, actor.id));
  if (row === undefined) throw new NotSignedIn();
  return { userId: actor.id, userName: row.name };
}
