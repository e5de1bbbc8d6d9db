import "server-only";
import { request, type IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
import { connect } from "node:tls";
import { fallback } from "@/lib/log/unlogged";
import { reach, resolve } from "../../watched/dial";
import type { NetworkPolicy } from "../../watched/networks";
import { ProviderProblem } from "./problem";

/** A person waits for each answer, ms. */
const PATIENCE_MS = 8_000;
/** A key set or a token of a provider has some kilobytes; what is longer is none. */
const MOST_BYTES = 512 * 1024;

/** Networks that a request may go to; HEADROOM_NETWORKS without it. */
export type ProviderOptions = { policy?: NetworkPolicy };
type Sent = { headers?: Record<string, string>; form?: Record<string, string> };
/** A provider's answer: its status and its JSON, whatever the status is. */
export type Answer = { status: number; json: unknown };

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

async function socketTo(url: URL, signal: AbortSignal, { policy }: ProviderOptions): Promise<Socket> {
  const host = hostOf(url);
  const isHttps = url.protocol === "https:";
  const port = Number(url.port) || (isHttps ? 443 : 80);
  const { socket } = await reach(await resolve(host, { signal }), port, { signal, policy });
  if (!isHttps) return socket;
  const secure = connect({ socket, host, ...(isIP(host) === 0 ? { servername: host } : {}) });
  secure.on("error", fallback(undefined, "the request on it fails with the same error"));
  return secure;
}

/** Sends one request. A redirect is an answer like any other: it is not followed. */
function send(url: URL, socket: Socket, { headers = {}, form }: Sent): Promise<IncomingMessage> {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sending = request({
      createConnection: () => socket,
      method: body === undefined ? "GET" : "POST",
      host: hostOf(url),
      port: url.port || undefined,
      defaultPort: url.protocol === "https:" ? 443 : 80,
      path: `${url.pathname}${url.search}`,
      headers: {
        "user-agent": "headroom",
        accept: "application/json",
        connection: "close",
        ...headers,
        ...(body !== undefined && {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": String(Buffer.byteLength(body)),
        }),
      },
    });
    sending.once("response", resolve).on("error", reject).end(body);
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    if ((size += chunk.length) > MOST_BYTES) throw new ProviderProblem("strange");
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProviderProblem("strange", { cause: error });
  }
}

/**
 * Asks a provider over the same guarded way as a database, and returns the answer's JSON.
 * @throws ProviderProblem `away` where it does not answer in time or may not be dialled, `strange` for what is no JSON
 */
export async function askProvider(url: URL, sent: Sent, options: ProviderOptions): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const socket = await socketTo(url, signal, options);
    const stop = () => socket.destroy();
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      const head = await send(url, socket, sent);
      return { status: head.statusCode ?? 0, json: parseJson(await textOf(head)) };
    } finally {
      stop();
    }
  } catch (error) {
    throw error instanceof ProviderProblem ? error : new ProviderProblem("away", { cause: error });
  }
}
