import "server-only";
import { z } from "zod";
import { currentActor } from "../auth/session";
import { parse, requireRole, type Context, type Role } from "../context";
import { addressOf } from "./address";
import { readJson } from "./body";
import { requireOwnOrigin } from "./origin";
import { told } from "./told";

type Call<Params, Query, Body> = {
  ctx: Context;
  /** The variable parts of its address. */
  params: Params;
  query: Query;
  body: Body;
  /** Aborts when the browser goes away. */
  signal: AbortSignal;
};

type Rules<Params, Query, Body> = {
  /** Who may call it at least. */
  role: Role;
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  /** Reads what it needs of the body. */
  body: (request: Request) => Promise<Body>;
};

type Handle<Params, Query, Body> = (call: Call<Params, Query, Body>) => Promise<Response> | Response;
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const anything = z.unknown();
const noBody = () => Promise.resolve(null);

function made<Params, Query, Body>(
  { role, params, query, body }: Rules<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
): Handler {
  return async (request, context) => {
    try {
      const ctx = { actor: await currentActor(), address: addressOf(request.headers) };
      requireRole(ctx, role);
      if (request.method !== "GET" && request.method !== "HEAD") requireOwnOrigin(request.headers);
      return await handle({
        ctx,
        params: parse(params, await context.params),
        query: parse(query, Object.fromEntries(new URL(request.url).searchParams)),
        body: await body(request),
        signal: request.signal,
      });
    } catch (error) {
      const { status, refusal } = told(error);
      return Response.json(refusal, { status, headers: { "cache-control": "no-store" } });
    }
  };
}

/**
 * Makes a route handler that answers nobody without a session and the role, takes a change only from our own pages,
 * hands over parsed input, and maps errors to HTTP: `{ message, fields }` with the error's status.
 */
export const route = <Params>(
  { role, params }: { role: Role; params: z.ZodType<Params> },
  handle: Handle<Params, unknown, null>,
): Handler => made({ role, params, query: anything, body: noBody }, handle);

/** The same, for an address that takes a query. */
export const routeWithQuery = <Params, Query>(
  { role, params, query }: { role: Role; params: z.ZodType<Params>; query: z.ZodType<Query> },
  handle: Handle<Params, Query, null>,
): Handler => made({ role, params, query, body: noBody }, handle);

/** The same, for an address that takes a JSON body. */
export const routeWithBody = <Body>(
  { role, body }: { role: Role; body: z.ZodType<Body> },
  handle: Handle<unknown, unknown, Body>,
): Handler =>
  made(
    {
      role,
      params: anything,
      query: anything,
      body: async (request) => parse(body, await readJson(request)),
    },
    handle,
  );
