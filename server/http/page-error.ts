import "server-only";
import { digestOfRequest } from "@/lib/http/request-digest";
import { AppError, StoreFull, StoreReadOnly } from "../errors";
import { requestId } from "./exchange";
import { storeProblem } from "./error-response";

/**
 * Puts the mark of the request under way on an unexpected error, in place of the hash that Next would make, so that a page shows
 * the id that the lines of the log have. Refusals, and errors that Next itself reads the mark of, stay as they are.
 */
export function markRequest(error: unknown): void {
  const id = requestId();
  if (id === undefined || !(error instanceof Error) || error instanceof AppError) return;
  if (!("digest" in error) && Object.isExtensible(error))
    Object.assign(error, { digest: digestOfRequest(id) });
}

/** Returns an error of a page with the mark that its text is chosen by (lib/failure/store-problem.ts, lib/http/request-digest.ts). */
function marked(error: unknown): unknown {
  const known = storeProblem(error);
  if (known === null || known.status < 500) {
    markRequest(error);
    return error;
  }
  const digest =
    known instanceof StoreReadOnly
      ? "store-read-only"
      : known instanceof StoreFull
        ? "store-full"
        : "store-unavailable";
  return Object.assign(new Error(known.message, { cause: error }), { digest });
}

/** Awaits what a page needs of the store first; where the store keeps it from that, the page says so. */
export async function forPage<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw marked(error);
  }
}
