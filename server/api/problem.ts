import "server-only";
import { PROBLEM_TYPE, problemOf, type FieldProblem } from "@/lib/api-v1/problem";
import { BadInput, Conflict } from "../errors";
import { errorResponse } from "../http/error-response";
import { requestId } from "../http/exchange";
import { ScopeTooSmall, TokenRefused } from "../tokens/authenticate";
import { MOST_REFUSED, REFUSED_SECONDS, TooManyRefused, type Allowance } from "../tokens/refusals";
import { fieldsOf, InvalidInput } from "./input";

const REALM = 'Bearer realm="headroom"';

function errorsOf(error: unknown): readonly FieldProblem[] | undefined {
  if (error instanceof InvalidInput) return error.errors;
  if (error instanceof BadInput) return fieldsOf("body", error);
  if (error instanceof Conflict && Object.keys(error.fields).length > 0) return fieldsOf("body", error);
  return undefined;
}

/** Returns the headers of a limit (draft-ietf-httpapi-ratelimit-headers). */
const limitHeaders = ({ left, resetSeconds }: Allowance): Record<string, string> => ({
  "ratelimit-policy": `"refused-tokens";q=${MOST_REFUSED};w=${REFUSED_SECONDS}`,
  ratelimit: `"refused-tokens";r=${left};t=${resetSeconds}`,
});

function headersOf(error: unknown): Record<string, string> {
  if (error instanceof TokenRefused)
    return {
      "www-authenticate": error.allowance === undefined ? REALM : `${REALM}, error="invalid_token"`,
      ...(error.allowance && limitHeaders(error.allowance)),
    };
  if (error instanceof ScopeTooSmall)
    return { "www-authenticate": `${REALM}, error="insufficient_scope", scope="${error.needed}"` };
  if (error instanceof TooManyRefused) return limitHeaders({ left: 0, resetSeconds: error.retryAfter });
  return {};
}

/** Returns the problem document of an error (RFC 9457): what happened, the fields that are wrong, and never a stack. */
export function problemResponse(error: unknown): Response {
  const { status, refusal, headers } = errorResponse(error);
  const id = requestId();
  const errors = errorsOf(error);
  const problem = problemOf(status, {
    detail: refusal.message,
    ...(id !== undefined && { instance: `urn:headroom:request:${id}` }),
    ...(errors !== undefined && { errors: [...errors] }),
  });
  return Response.json(problem, {
    status,
    headers: { "cache-control": "no-store", ...headers, ...headersOf(error), "content-type": PROBLEM_TYPE },
  });
}
