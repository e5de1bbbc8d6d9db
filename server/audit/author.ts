import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "../context";
import { NotSignedIn } from "../errors";
import type { Tx } from "../store/db";
import { apiTokens, user } from "../store/schema";

/** An account by the name of this moment; without an id for the program itself, and with the token's for a token. */
export type Author = { userId: string | null; userName: string; tokenRef?: string };

/** Returns a token as the audit log and the runs name it. @throws NotSignedIn where it was revoked meanwhile */
async function tokenAuthor(tx: Pick<Tx, "select">, id: string): Promise<Author> {
  const [row] = await tx
    .select({ name: apiTokens.name })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .for("key share");
  if (row === undefined) throw new NotSignedIn();
  return { userId: null, userName: `token ${row.name}`, tokenRef: id };
}

/** Returns who acts, by the name of this moment, which stays when the account goes. @throws NotSignedIn */
export async function author(tx: Pick<Tx, "select">, { actor }: Context): Promise<Author> {
  if (actor.kind === "system") return { userId: null, userName: actor.name ?? "Headroom" };
  if (actor.kind === "token") return tokenAuthor(tx, actor.id);
  const [row] = await tx
    .select({ name: user.name })
    .from(user)
    .where(eq(user.id, actor.id))
    // Held before the chain is, as the entry's reference to it would be (server/audit/record.ts).
    .for("key share");
  if (row === undefined) throw new NotSignedIn();
  return { userId: actor.id, userName: row.name };
}
