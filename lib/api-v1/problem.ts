import { z } from "zod";

/** Kinds of problems: the slug of its type, its status and title, and what to do about it. */
export const PROBLEMS = {
  "no-token": {
    status: 401,
    title: "No valid token",
    says: "Send a token in the header Authorization. One that expired, was revoked, or whose maker is no admin any more opens nothing.",
  },
  "not-allowed": {
    status: 403,
    title: "The token may not do this",
    says: "Its scope does not suffice, or a person has to do it. Ask an admin for a token of the scope that the endpoint names.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    says: "The address is none of the API, or the database, run or finding is not here or not in the token's groups.",
  },
  "method-not-allowed": {
    status: 405,
    title: "This address does not take the method",
    says: "The header Allow names those that it takes.",
  },
  conflict: {
    status: 409,
    title: "Not possible in the present state",
    says: "Another run is under way, the database is archived or gives no session, a name has to be confirmed, or a request with the same Idempotency-Key has not ended.",
  },
  "too-large": { status: 413, title: "The body is too large", says: "At most 1 MB is read." },
  "not-json": {
    status: 415,
    title: "The body is no JSON",
    says: "Send JSON with the content type application/json.",
  },
  "invalid-input": {
    status: 422,
    title: "The input is not valid",
    says: "`errors` names each field and what is wrong with it.",
  },
  "too-many": {
    status: 429,
    title: "Too many requests",
    says: "The header Retry-After says after how many seconds to try again.",
  },
  internal: {
    status: 500,
    title: "An error of Headroom",
    says: "Nothing was changed. The reason stands in Headroom's own log, by the id of the request.",
  },
  unavailable: {
    status: 503,
    title: "Headroom's own store does not answer",
    says: "Nothing was changed. Try again in a minute.",
  },
  "store-full": { status: 507, title: "Headroom's own store is full", says: "Make room on its disk." },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

/** The page that explains the kinds of problems. */
const PAGE = "/docs/api-reference";

/** Returns the type of a problem: the address of its explanation, relative to this Headroom. */
export const typeOf = (kind: ProblemKind): string => `${PAGE}#${kind}`;

/** A part of a request in which something is wrong. */
export const FIELD_PLACES = ["body", "query", "path", "header"] as const;

/** A problem document (RFC 9457). */
export const problemSchema = z.object({
  type: z.string().describe("Address of the explanation, relative to Headroom's own."),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("What happened, and what to do."),
  instance: z.string().optional().describe("The request, by the id that it has in Headroom's log."),
  errors: z
    .array(
      z.object({
        in: z.enum(FIELD_PLACES),
        pointer: z.string().describe("JSON pointer to the field, as a fragment (RFC 6901): `#/for/kind`."),
        detail: z.string(),
      }),
    )
    .optional()
    .describe("The fields that are wrong."),
});

export type Problem = z.infer<typeof problemSchema>;
export type FieldProblem = NonNullable<Problem["errors"]>[number];

/** The kinds of problems. */
export const PROBLEM_KINDS = Object.keys(PROBLEMS).filter((kind): kind is ProblemKind => kind in PROBLEMS);

/** Returns the kind of a problem by its status; an unknown status has the kind of the nearest meaning. */
export const kindOfStatus = (status: number): ProblemKind =>
  PROBLEM_KINDS.find((kind) => PROBLEMS[kind].status === status) ??
  (status >= 500 ? "internal" : "invalid-input");

/** Returns a problem document of a status. */
export const problemOf = (
  status: number,
  rest: Pick<Problem, "detail" | "instance" | "errors">,
): Problem => ({
  type: typeOf(kindOfStatus(status)),
  title: PROBLEMS[kindOfStatus(status)].title,
  status,
  ...rest,
});

/** The content type of a problem document. */
export const PROBLEM_TYPE = "application/problem+json";

/** Returns a JSON pointer to a place, as a fragment of a URI. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
