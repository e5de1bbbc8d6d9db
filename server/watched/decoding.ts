import "server-only";
import { DatabaseError } from "pg";
import { z } from "zod";
import { publicationName, slotName, streamIdProblem } from "@/lib/electric/names";
import type { Decoding } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import type { GuardedClient } from "./guarded-client";
import { tryDecoding } from "./sql/decoding";

const triedSchema = z.object({ tried: z.boolean(), complete: z.boolean() });

/** SQLSTATE of a publication that is not there at a position (14 to 17). */
const UNDEFINED = "42704";
/** SQLSTATE of the warning by which 18 says that it skips a publication (pgoutput.c, LoadPublications). */
const SKIPPED = "55000";

/** Why it could not be tried, by SQLSTATE. */
const UNTRIED: Record<string, string> = {
  "42501": "the role that looked may not read replication slots (it takes REPLICATION)",
  "55006": "the slot was taken meanwhile",
  "57014": "there is too much WAL to try it in 2 s",
  "53200": "the server was short of memory",
  "53400": "the server was short of temporary files",
};

/**
 * Returns whether the target's slot can be decoded with its publication, by trying it where the catalogues leave that open;
 * null where nothing was to be tried. The slot does not move. One message outside any other transaction: an error inside
 * one would leave the slot taken. @throws what is neither an answer to that nor a limit
 */
export async function readDecoding(client: GuardedClient, { streamId }: Target): Promise<Decoding | null> {
  if (streamIdProblem(streamId) !== null) return null;
  let skipped = false;
  const stopListening = client.onNotice(({ code }) => {
    skipped ||= code === SKIPPED;
  });
  try {
    const [, rows] = await client.read(tryDecoding(slotName(streamId), publicationName(streamId)), "2s");
    const [answer] = triedSchema.array().parse(rows);
    if (answer?.tried !== true) return null;
    if (skipped) return { outcome: "skipped", why: null };
    return answer.complete
      ? { outcome: "decoded", why: null }
      : { outcome: "untried", why: "there is more WAL than was tried" };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === UNDEFINED) return { outcome: "refused", why: null };
    const why = UNTRIED[error.code ?? ""];
    if (why === undefined)
      return { outcome: "untried", why: `Postgres answered with SQLSTATE ${error.code ?? "unknown"}` };
    return { outcome: "untried", why };
  } finally {
    stopListening();
  }
}

/** Returns what a look saw with what an earlier try of the slot gave, where there is a publication that it is about. */
export const decodedAs = <Seen extends Pick<ReachedSnapshot, "publication">>(
  seen: Seen,
  decoding: Decoding | null,
): Seen =>
  seen.publication === null || seen.publication.precedesSlot !== false
    ? seen
    : { ...seen, publication: { ...seen.publication, decoding } };

/** Adds to what a look saw whether the slot can be decoded: asked over the same session, after its transaction. */
export async function withDecoding<Seen extends Pick<ReachedSnapshot, "publication" | "slots">>(
  client: GuardedClient,
  seen: Seen,
  target: Target,
): Promise<Seen> {
  const { publication, slots } = seen;
  if (publication === null || publication.precedesSlot !== false || isUnseen(slots)) return seen;
  return decodedAs(seen, await readDecoding(client, target));
}
