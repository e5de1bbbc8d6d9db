import "server-only";
import { StoreFull, StoreReadOnly } from "../errors";
import { storeProblem } from "./error-response";

/** Returns an error of a page with the mark that its text is chosen by (lib/store/problem.ts); any other error as it is. */
function marked(error: unknown): unknown {
  const known = storeProblem(error);
  if (known === null || known.status < 500) return error;
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
