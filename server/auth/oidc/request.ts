import "server-only";
import { parseJson } from "@/lib/text/json";
import { exchangeText, type HttpRequest } from "../../watched/get-text";
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

const requestOf = ({ pathname, search }: URL, { headers = {}, form }: Sent): HttpRequest => ({
  method: form === undefined ? "GET" : "POST",
  path: `${pathname}${search}`,
  headers: {
    accept: "application/json",
    ...headers,
    ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
  },
  body: form === undefined ? null : new URLSearchParams(form).toString(),
});

/**
 * Asks a provider over the same guarded way as a database, and returns the answer's JSON.
 * @throws ProviderProblem `away` where it does not answer in time or may not be dialled, `strange` for what is no JSON
 */
export async function askProvider(url: URL, sent: Sent, options: ProviderOptions): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const request = requestOf(url, sent);
    const { head, body } = await exchangeText(url, request, MOST_BYTES + 1, { signal, ...options });
    if (Buffer.byteLength(body) > MOST_BYTES) throw new ProviderProblem("strange");
    const json = parseJson(body);
    if (json === undefined) throw new ProviderProblem("strange");
    return { status: head.statusCode ?? 0, json };
  } catch (error) {
    throw error instanceof ProviderProblem ? error : new ProviderProblem("away", { cause: error });
  }
}
