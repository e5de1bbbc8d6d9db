import { z } from "zod";
import type { TokenScope } from "../accounts/api-token";

/** Content types of answers: one JSON value, events one a line, a text. */
export type AnswerType = "application/json" | "application/x-ndjson" | "text/markdown";

/**
 * One endpoint of the public API. Its route, the OpenAPI document, the page of the documentation and the tests are derived from it.
 * `query` and `body` are strict: a field that they do not name is refused. Of an answer of lines, `answer` is the schema of one line.
 */
export type ApiEndpoint<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** Name of the operation, which clients make a function's name of: it never changes. */
  id: string;
  method: "GET" | "POST";
  /** The path with its variable parts, as in lib/http/routes.ts. */
  path: `/api/v1/${string}`;
  scope: TokenScope;
  /** An imperative of some words. */
  title: string;
  /** More sentences, for the documentation. */
  says: string;
  params: Params;
  query: Query;
  body: Body;
  answer: Answer;
  status: 200 | 202;
  type: AnswerType;
  /** Whether it needs the header Idempotency-Key. */
  takesKey?: true;
};

/** The schema of variable parts and of a query that an endpoint does not have. */
export const NONE = z.strictObject({});

/** The schema of a body that an endpoint does not take. */
export const NO_BODY = z.null();

/** Returns whether an endpoint takes a body. */
export const takesBody = ({ body }: Pick<ApiEndpoint, "body">): boolean => !(body instanceof z.ZodNull);

/** The parts that most endpoints have in common. */
export const READS = {
  method: "GET",
  scope: "read",
  params: NONE,
  query: NONE,
  body: NO_BODY,
  status: 200,
  type: "application/json",
} as const;

/** The variable part of most paths. */
export const DATABASE = z.strictObject({ id: z.uuid().describe("Id of the database.") });

/** Items of a page, unless `limit` says another number, and at most. */
export const USUAL_LIMIT = 50;
export const MOST_LIMIT = 200;

/** Query of a list that is read in pages. */
export const PAGE = z.strictObject({
  limit: z.coerce
    .number("The limit is a number.")
    .int("The limit is a whole number.")
    .min(1, "The limit is at least 1.")
    .max(MOST_LIMIT, `The limit is at most ${MOST_LIMIT}.`)
    .default(USUAL_LIMIT)
    .describe("Items of a page."),
  cursor: z
    .string()
    .max(1_000, "This is no cursor of this list.")
    .optional()
    .describe("`next` of the page before; left out for the first one."),
});

/** Returns the schema of a page of items. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe("Cursor of the next page; null where this is the last."),
  });
