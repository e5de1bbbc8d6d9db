import "server-only";
import type { z } from "zod";
import { takesBody, type ApiEndpoint } from "@/lib/api-v1/endpoint";
import { headOf } from "../endpoints/answer";
import { ndjson } from "../endpoints/ndjson";
import { readJson } from "../http/body";
import { authenticate, TokenRefused, type TokenContext } from "../tokens/authenticate";
import { watchToken } from "../tokens/open-tokens";
import { hashOfRequest, keyFrom, once } from "./idempotency";
import { parseAddress, parsePart } from "./input";
import { problemResponse } from "./problem";

type Call<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  ctx: TokenContext;
  params: z.infer<Params>;
  query: z.infer<Query>;
  body: z.infer<Body>;
};

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Work<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Result> = (
  call: Call<Params, Query, Body>,
) => Promise<Result>;
type Respond<Result> = (result: () => Promise<Result>, call: Sent) => Promise<Response>;
type Sent = { request: Request; ctx: TokenContext; body: unknown };

/** Marks a route of the API with its endpoint, which tests compare with the list of all. */
const withEndpoint = <Call extends object>(endpoint: ApiEndpoint, call: Call): Call =>
  Object.assign(call, { endpoint });

const queryOf = ({ url }: Request): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

function made<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Result>(
  endpoint: ApiEndpoint<Params, Query, Body>,
  work: Work<Params, Query, Body, Result>,
  respond: Respond<Result>,
): Handler {
  return withEndpoint(endpoint, async (request: Request, context: { params: Promise<unknown> }) => {
    try {
      const ctx = await authenticate(request, endpoint.scope);
      // Next has no parts for an address without a variable one.
      const params = parseAddress(endpoint.params, (await context.params) ?? {});
      const query = parsePart("query", endpoint.query, queryOf(request));
      const body = parsePart("body", endpoint.body, takesBody(endpoint) ? await readJson(request) : null);
      const response = await respond(() => work({ ctx, params, query, body }), { request, ctx, body });
      return request.method === "HEAD" ? await headOf(response) : response;
    } catch (error) {
      return problemResponse(error);
    }
  });
}

const NO_STORE = { "cache-control": "no-store" };

/**
 * Makes a route of the public API: it answers a token of the endpoint's scope, hands over parsed input, answers with what the endpoint's
 * schema names and nothing else, and maps each error to a problem document.
 */
export function apiRoute<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: ApiEndpoint<Params, Query, Body, Answer>,
  work: Work<Params, Query, Body, z.input<Answer>>,
): Handler {
  const { status, type, answer } = endpoint;
  return made(endpoint, work, async (result) => {
    const says = answer.parse(await result());
    if (type === "text/markdown")
      return new Response(String(says), {
        headers: { ...NO_STORE, "content-type": "text/markdown; charset=utf-8" },
      });
    return Response.json(says, { status, headers: NO_STORE });
  });
}

/**
 * Makes a route of the public API whose work is done once for the header Idempotency-Key. `begin` does it under the id of its request;
 * `begun` returns its answer where it was done under this id already, else null.
 */
export function apiRouteOnce<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: ApiEndpoint<Params, Query, Body, Answer> & { takesKey: true },
  work: {
    begin: (call: Call<Params, Query, Body>, requestId: string) => Promise<z.input<Answer>>;
    begun: (call: Call<Params, Query, Body>, requestId: string) => Promise<z.input<Answer> | null>;
  },
): Handler {
  const { status, answer } = endpoint;
  const keep = (says: z.input<Answer>) => ({ status, answer: answer.parse(says) });
  return made(
    endpoint,
    (call) => Promise.resolve(call),
    async (received, { request, ctx, body }) => {
      const call = await received();
      const hash = hashOfRequest(request.method, new URL(request.url).pathname, body);
      const done = await once(
        { tokenId: ctx.actor.id, key: keyFrom(request.headers), hash },
        {
          begin: async (requestId) => keep(await work.begin(call, requestId)),
          async begun(requestId) {
            const says = await work.begun(call, requestId);
            return says === null ? null : keep(says);
          },
        },
      );
      const replayed = done.replayed ? { "idempotency-replayed": "true" } : undefined;
      return Response.json(done.answer, { status: done.status, headers: { ...NO_STORE, ...replayed } });
    },
  );
}

/** Makes a route of the public API that answers with events, one JSON object a line. It ends when the client goes away, and when the token ends. */
export function apiLines<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: ApiEndpoint<Params, Query, Body, Answer>,
  work: Work<Params, Query, Body, AsyncIterable<z.input<Answer>>>,
): Handler {
  return made(endpoint, work, async (result, { request, ctx }) =>
    ndjson(await result(), {
      signal: request.signal,
      sessionId: ctx.actor.id,
      watch: watchToken,
      over: new TokenRefused("This token opens nothing any more: it was revoked, or has ended."),
    }),
  );
}
