import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { Server, type IncomingMessage, type ServerResponse } from "node:http";
import { PROBLEM_TYPE, problemOf } from "@/lib/api-v1/problem";
import { countRequest } from "../counters";
import { env } from "../env";
import { withExchange } from "./exchange";
import { plainAddress } from "../forwarded";
import { complain, logRefused } from "./log";
import { MARK_HEADER, requestMark } from "./mark";
import { ownRequestId, REQUEST_ID_HEADER, requestIdOf } from "./request-id";
import { DROPPED, judgeRequest, type ServerRules } from "./request-rules";

/** The policy of what `proxy.ts` does not see: static files and refused requests run nothing and stand in no frame. */
const PLAIN_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const STRICT_TRANSPORT = ["strict-transport-security", "max-age=31536000"] as const;
/** Returns whether the matcher of `proxy.ts` leaves a target out. */
const isStatic = (target: string): boolean => /^\/(?:_next\/static\/|icon\.svg|robots\.txt)/.test(target);

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * How long a connection without a request stays open, ms. Node closes it after 5 s, while a load balancer keeps it (nginx and AWS' for
 * 60 s, Google's for 600 s by default) and sends its next request into a socket that is being closed: 502 at random.
 */
const KEEP_ALIVE_MS = 620_000;

declare global {
  // Next loads a module once per bundle; a server is filtered once.
  var headroomFilteredServers: WeakSet<Server> | undefined;
}

/** Returns the address that a server listens on, null for every address of the machine. */
function listensOn(server: Server): string | null {
  const bound = server.address();
  const address = bound !== null && typeof bound === "object" ? plainAddress(bound.address) : null;
  return address === "0.0.0.0" || address === "::" ? null : address;
}

/** Answers a request that goes no further: as text, and as a problem document under the API's addresses. */
function refuse(
  { url = "" }: IncomingMessage,
  response: ServerResponse,
  { status, text, headers = {} }: { status: number; text: string; headers?: Record<string, string> },
): void {
  const isApi = url.startsWith("/api/v1/");
  // What is left of the request is not read.
  response.writeHead(status, {
    "content-type": isApi ? PROBLEM_TYPE : "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": PLAIN_POLICY,
    "referrer-policy": "no-referrer",
    connection: "close",
    ...headers,
  });
  response.end(isApi ? JSON.stringify(problemOf(status, { detail: text })) : `${text}\n`);
}

let hasWarned = false;

/** Says once which proxy is not believed: until it is declared, all of its visitors count as one address. */
function warnOfProxy({ headers, socket }: IncomingMessage, client: string): void {
  const peer = plainAddress(socket.remoteAddress ?? "");
  if (hasWarned || headers["x-forwarded-for"] === undefined || client !== peer) return;
  hasWarned = true;
  complain(
    `X-Forwarded-For from ${peer} does not count. If this is your proxy, set HEADROOM_TRUSTED_PROXIES=${peer}: until then all of its visitors count as one address.`,
  );
}

/** Judges one request and hands it on with the headers that may be believed, or answers it. */
function filter(
  request: IncomingMessage,
  response: ServerResponse,
  rules: ServerRules,
  next: () => void,
): void {
  const { method = "", url = "", headers, rawHeaders, socket } = request;
  const head = { method, url, headers, rawHeaders, peer: socket.remoteAddress };
  // Next asks its own server for the page that a server action leads to, with the headers of the action's request.
  const isOwn = headers[MARK_HEADER] === requestMark();
  const requestId = isOwn ? ownRequestId(head) : requestIdOf(head, rules.trusted);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader(REQUEST_ID_HEADER, requestId);
  if (isOwn) return withExchange({ response, requestId }, next);
  response.once("close", () =>
    countRequest({ method, target: url, status: response.headersSent ? response.statusCode : null }),
  );
  if (rules.url?.startsWith("https://") === true) response.setHeader(...STRICT_TRANSPORT);
  const verdict = judgeRequest(head, rules);
  if ("status" in verdict) {
    // A link that is wrong (404) and a method that is (405) are no attempt on anything.
    if ([400, 403, 421].includes(verdict.status))
      withExchange({ response, requestId }, () =>
        logRefused(
          `Refused: a request from ${plainAddress(socket.remoteAddress ?? "")} with ${verdict.status}.`,
        ),
      );
    return refuse(request, response, verdict);
  }
  const { forwarded } = verdict;
  warnOfProxy(request, forwarded["x-forwarded-for"]);
  if (forwarded["x-forwarded-proto"] === "https") response.setHeader(...STRICT_TRANSPORT);
  if (isStatic(verdict.url)) {
    response.setHeader("content-security-policy", PLAIN_POLICY);
    response.setHeader("referrer-policy", "no-referrer");
  }
  for (const name of DROPPED) delete headers[name];
  Object.assign(headers, forwarded, { [MARK_HEADER]: requestMark(), [REQUEST_ID_HEADER]: requestId });
  request.url = verdict.url;
  withExchange({ response, requestId }, next);
}

/** Puts the filter before the listeners that a server has. */
export function filterServer(server: Server, environment: Omit<ServerRules, "listensOn">): void {
  const filtered = (globalThis.headroomFilteredServers ??= new WeakSet());
  if (filtered.has(server)) return;
  filtered.add(server);
  // Zero means without an end; a longer time is the operator's (KEEP_ALIVE_TIMEOUT of the image).
  if (server.keepAliveTimeout > 0) server.keepAliveTimeout = Math.max(server.keepAliveTimeout, KEEP_ALIVE_MS);
  const listeners = server.listeners("request");
  const rules = { ...environment, listensOn: listensOn(server) };
  const handle: Listener = (request, response) =>
    filter(request, response, rules, () => {
      for (const listener of listeners) listener.call(server, request, response);
    });
  server.removeAllListeners("request").on("request", handle);
}

/**
 * Filters every request to the server that Next has opened in this process (`next start`, `next dev` and the standalone build alike).
 * Node publishes a request on this channel before it emits it, so that the first one is filtered too; what came before is
 * without the mark.
 */
export function filterRequests(): void {
  const { HEADROOM_URL: url, HEADROOM_TRUSTED_PROXIES: trusted, PORT } = env();
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("server" in message)) return;
    const { server } = message;
    if (!(server instanceof Server)) return;
    const bound = server.address();
    if (bound !== null && typeof bound === "object" && bound.port === PORT)
      filterServer(server, { url, trusted });
  });
}
