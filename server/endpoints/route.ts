import "server-only";
import { z } from "zod";
import { requireActing } from "../auth/session";
import { parse, requireRole, withNeeds, type Context, type Role } from "../context";
import { BadInput, NotFound } from "../errors";
import { addressOf } from "../http/address";
import { readJson } from "../http/body";
import { requireOwnOrigin } from "../http/origin";
import { headOf } from "./answer";
import type { StreamClient } from "./stream";
import { errorResponse } from "../http/error-response";

type Call<Params, Query, Body> = {
  ctx: Context;
  /** The variable parts of its address. */
  params: Params;
  query: Query;
  body: Body;
  /** Aborts when the browser goes away. */
  signal: AbortSignal;
  /** For an answer that is a stream: it ends with the request and with the session. */
  client: StreamClient;
};

type Rules<Params, Query, Body> = {
  /** Least role that may call it. */
  role: Role;
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  /** Reads what it needs of the body. */
  body: (request: Request) => Promise<Body>;
  /** Whether a person may call it who has to do something else first (lib/accounts/duty.ts). */
  beforeDuties?: boolean;
};

type Handle<Params, Query, Body> = (call: Call<Params, Query, Body>) => Promise<Response> | Response;
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const anything = z.unknown();
const noBody = () => Promise.resolve(null);

/** Parses the variable parts of an address. @throws NotFound: nothing is at an address with a malformed one */
function parseParams<Params>(schema: z.ZodType<Params>, input: unknown): Params {
  try {
    return parse(schema, input);
  } catch (error) {
    throw error instanceof BadInput ? new NotFound("There is nothing at this address.") : error;
  }
}

function made<Params, Query, Body>(
  { role, params, query, body, beforeDuties = false }: Rules<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
): Handler {
  return withNeeds(role, async (request: Request, context: { params: Promise<unknown> }) => {
    try {
      const signedIn = await requireActing(beforeDuties ? "before any" : undefined);
      const { sessionId } = signedIn;
      const ctx = { actor: signedIn.ctx.actor, address: addressOf(request.headers) };
      requireRole(ctx, role);
      if (request.method !== "GET" && request.method !== "HEAD") requireOwnOrigin(request.headers);
      const response = await handle({
        ctx,
        params: parseParams(params, await context.params),
        query: parse(query, Object.fromEntries(new URL(request.url).searchParams)),
        body: await body(request),
        signal: request.signal,
        client: { signal: request.signal, sessionId },
      });
      return request.method === "HEAD" ? await headOf(response) : response;
    } catch (error) {
      const { status, refusal, headers } = errorResponse(error);
      return Response.json(refusal, { status, headers: { "cache-control": "no-store", ...headers } });
    }
  });
}

/**
 * Makes a route handler that answers only with a session and the role, takes a change only from our own pages,
 * hands over parsed input, and maps errors to HTTP: `{ message, fields }` with the error's status.
 */
export const route = <Params>(
  rules: { role: Role; params: z.ZodType<Params>; beforeDuties?: boolean },
  handle: Handle<Params, unknown, null>,
): Handler => made({ ...rules, query: anything, body: noBody }, handle);

/** The same, for an address that takes a query. */
export const routeWithQuery = <Params, Query>(
  { role, params, query }: { role: Role; params: z.ZodType<Params>; query: z.ZodType<Query> },
  handle: Handle<Params, Query, null>,
): Handler => made({ role, params, query, body: noBody }, handle);

/** The same, for an address that takes a JSON body. */
export const routeWithBody = <Params, Body>(
  { role, params, body }: { role: Role; params: z.ZodType<Params>; body: z.ZodType<Body> },
  handle: Handle<Params, unknown, Body>,
): Handler =>
  made(
    {
      role,
      params,
      query: anything,
      body: async (request) => parse(body, await readJson(request)),
    },
    handle,
  );
