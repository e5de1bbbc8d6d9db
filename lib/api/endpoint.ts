import { z } from "zod";

/**
 * One address of the API: what it takes and what it answers, by the schemas that its route and the browser's client share. Of an
 * answer that is a stream, `answer` is the schema of one event or line.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  method: "GET" | "POST";
  /** The path with its variable parts, as in lib/http/routes.ts. */
  path: string;
  params: Params;
  query: Query;
  body: Body;
  answer: Answer;
};

/** The schema of a part that an endpoint does not have. */
export const NONE = z.object({});

/** The variable part of most paths. */
export const DATABASE = z.object({ id: z.uuid() });

type Part<Name extends string, Schema extends z.ZodType> = string extends keyof z.input<Schema>
  ? { [name in Name]?: undefined }
  : Record<never, never> extends z.input<Schema>
    ? { [name in Name]?: z.input<Schema> }
    : Record<Name, z.input<Schema>>;

/** The variable parts of an endpoint's address; those that it does not have can be left out. */
export type Address<Called extends Endpoint> = Part<"params", Called["params"]> &
  Part<"query", Called["query"]>;

/** Everything that a call of an endpoint takes. */
export type Call<Called extends Endpoint> = Address<Called> & Part<"body", Called["body"]>;

const filled = z.record(z.string(), z.coerce.string());

/** Returns path and query of a call. @throws ZodError for a part that is missing */
export function addressOf<Called extends Endpoint>(
  { path }: Called,
  { params, query }: Address<Called>,
): string {
  const parts = filled.parse(params ?? {});
  const address = path.replaceAll(/\[(\w+)\]/g, (_part, name) =>
    encodeURIComponent(z.string().parse(parts[name])),
  );
  const asked = new URLSearchParams(filled.parse(query ?? {})).toString();
  return asked === "" ? address : `${address}?${asked}`;
}
