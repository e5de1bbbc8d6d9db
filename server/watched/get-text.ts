import "server-only";
import { request, type IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
import { connect } from "node:tls";
import { fallback } from "@/lib/log/unlogged";
import { reach, resolve, type DialOptions } from "./dial";

/** Returns an address without a login, a query or a fragment: secrets stand there. */
export function bareUrl(address: string): URL {
  const url = new URL(address);
  url.username = url.password = url.search = url.hash = "";
  return url;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/** Request to an address: all besides the address itself. */
export type HttpRequest = {
  method: "GET" | "POST";
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
};

export type HttpOptions = DialOptions & {
  /** A certificate authority besides the system's, PEM. */
  ca?: string | undefined;
};

async function socketTo(url: URL, { ca, ...options }: HttpOptions): Promise<Socket> {
  const host = hostOf(url);
  const isHttps = url.protocol === "https:";
  const port = Number(url.port) || (isHttps ? 443 : 80);
  const { socket } = await reach(await resolve(host, options), port, options);
  if (!isHttps) return socket;
  const name = isIP(host) === 0 ? { servername: host } : {};
  const secure = connect({ socket, host, ...name, ...(ca !== undefined && { ca }) });
  secure.on("error", fallback(undefined, "the request on it fails with the same error"));
  return secure;
}

/** Sends the one request and returns the answer's head. A redirect is an answer like any other: it is not followed. */
function sendRequest(
  url: URL,
  socket: Socket,
  { body, headers, ...rest }: HttpRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asking = request({
      createConnection: () => socket,
      host: hostOf(url),
      port: url.port || undefined,
      defaultPort: url.protocol === "https:" ? 443 : 80,
      headers: { "user-agent": "headroom", ...headers, ...length, connection: "close" },
      ...rest,
    });
    asking
      .once("response", resolve)
      .on("error", reject)
      .end(body ?? undefined);
  });
}

async function bodyOf(answer: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    if ((size += chunk.length) >= most) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, most);
}

/**
 * Sends one request over the same guarded way as to a database, and returns the head of the answer and its body as text, of which no
 * more than `most` bytes are read; the socket is destroyed after it. No redirect is followed.
 * @throws Trouble, an error of the system or of TLS, the signal's reason when it aborts
 */
export async function exchangeText(
  url: URL,
  sent: HttpRequest,
  most: number,
  options: HttpOptions,
): Promise<{ head: IncomingMessage; body: string }> {
  const socket = await socketTo(url, options);
  options.signal?.addEventListener("abort", () => socket.destroy(), { once: true });
  try {
    options.signal?.throwIfAborted();
    const head = await sendRequest(url, socket, sent);
    return { head, body: await bodyOf(head, most) };
  } finally {
    socket.destroy();
  }
}

/** Gets an address without its query; see exchangeText. */
export const getText = (url: URL, most: number, options: DialOptions) =>
  exchangeText(url, { method: "GET", path: url.pathname, headers: {}, body: null }, most, options);
