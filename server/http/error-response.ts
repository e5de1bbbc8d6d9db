import "server-only";
import type { Refusal } from "@/lib/api/refusal";
import { AppError, BadInput, Conflict, StoreFull, StoreReadOnly, TooMany, Unavailable } from "../errors";
import { requestId } from "./exchange";
import { logUnexpected } from "./log";

/** Returns the text for an unexpected error, with the id that the lines of its request have in the log. */
function unexpectedText(): string {
  const id = requestId();
  return `Something went wrong inside Headroom. Nothing was changed. Try again; the reason stands in Headroom's own log.${id === undefined ? "" : ` Request ${id}.`}`;
}

/** PostgreSQL docs, appendix A. */
const DISK_FULL = "53100";
const READ_ONLY = "25006";
const NOT_IN_TIME = "57014";
/** Two transactions that waited for each other, of which this one was ended. */
const MET = new Set(["40P01", "40001"]);

/** Codes of a store that is away: Node's for the socket, Postgres' classes 08 and 57P. */
const AWAY = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|08|57P)/;

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let at = error; at instanceof Error && found.length < 5; at = at.cause) found.push(at);
  return found;
}

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "";

const isAway = (error: Error): boolean =>
  AWAY.test(codeOf(error)) ||
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout/.test(error.message);

/** Returns the meaning of the store's own errors; those of a watched database never come as far as here. */
export function storeProblem(error: unknown): AppError | null {
  const all = causes(error);
  const says = (code: string) => all.some((one) => codeOf(one) === code);
  if (says(DISK_FULL)) return new StoreFull();
  if (says(READ_ONLY)) return new StoreReadOnly();
  if (says(NOT_IN_TIME)) return new Unavailable();
  if (all.some((one) => MET.has(codeOf(one))))
    return new Conflict(
      "Two changes met, and this one was not made. Look at the page again, then try again.",
    );
  return all.some(isAway) ? new Unavailable() : null;
}

/** Returns the HTTP status and the text that an error is answered with; an unexpected one is logged, not shown. */
export function errorResponse(error: unknown): {
  status: number;
  refusal: Refusal;
  headers: Record<string, string>;
} {
  const known = error instanceof AppError ? error : storeProblem(error);
  if (known === null) logUnexpected(error);
  return {
    status: known?.status ?? 500,
    headers: known instanceof TooMany ? { "retry-after": String(known.retryAfter) } : {},
    refusal: {
      message: known?.message ?? unexpectedText(),
      fields: known instanceof BadInput || known instanceof Conflict ? known.fields : {},
    },
  };
}
