import "server-only";
import type { FieldErrors } from "@/lib/databases/form";
import { AppError, BadInput, Conflict, Unavailable } from "../errors";
import { logUnexpected } from "./log";

/** What a request that failed is answered with: a text for the user, and what is wrong with each field. */
export type Refusal = { message: string; fields: FieldErrors };

const UNEXPECTED =
  "Something went wrong inside Headroom. Nothing was changed. Try again; the reason stands in Headroom's own log.";

/** Codes of a store that is away: Node's for the socket, Postgres' classes 08 and 57P. */
const AWAY = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|08|57P)/;

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let at = error; at instanceof Error && found.length < 5; at = at.cause) found.push(at);
  return found;
}

const isAway = (error: Error): boolean =>
  ("code" in error && typeof error.code === "string" && AWAY.test(error.code)) ||
  /timeout exceeded when trying to connect|Connection terminated/.test(error.message);

/** Returns the HTTP status and the text that an error is answered with; what nobody foresaw is logged, not shown. */
export function told(error: unknown): { status: number; refusal: Refusal } {
  const known = error instanceof AppError ? error : causes(error).some(isAway) ? new Unavailable() : null;
  if (known === null) logUnexpected(error);
  return {
    status: known?.status ?? 500,
    refusal: {
      message: known?.message ?? UNEXPECTED,
      fields: known instanceof BadInput || known instanceof Conflict ? known.fields : {},
    },
  };
}
