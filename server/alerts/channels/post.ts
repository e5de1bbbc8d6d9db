import "server-only";
import { withoutSecrets } from "@/lib/text/without-secrets";
import { within } from "../../watched/deadline";
import { codeOf, plain } from "../../watched/failure";
import { exchangeText, type HttpRequest } from "../../watched/get-text";
import { LIMITS } from "../../watched/limits";
import { networkPolicy, type NetworkPolicy } from "../../watched/networks";
import { seconds, trouble, Trouble } from "../../watched/trouble";

/** Most that is read of an answer, bytes; the socket is destroyed after it. */
const MOST_ANSWER = 64 * 1024;
/** The longest wait that a Retry-After asks for and gets, ms. */
const LONGEST_WAIT = 60 * 60_000;

export type PostOptions = {
  signal?: AbortSignal | undefined;
  policy?: NetworkPolicy | undefined;
  /** How long all of it may take, ms. */
  limitMs?: number;
  /** A certificate authority besides the system's, PEM. */
  ca?: string | undefined;
  /** The texts that no result may hold. */
  secrets?: readonly string[];
};

export type PostRequest = Omit<HttpRequest, "path"> & { url: string };

/** Result of a request. `says` is for people, on one line, without a secret. */
export type PostResult =
  { ok: true; says: string } | { ok: false; says: string; retry: boolean; retryAfterMs: number | null };

/** Plain http is for this machine and its networks: a token would be readable on the way. */
const policyFor = ({ protocol }: URL, policy: NetworkPolicy): NetworkPolicy =>
  protocol === "https:" ? policy : new Set([...policy].filter((network) => network !== "public"));

/** Returns how long a Retry-After asks to wait, ms; null for one that cannot be read (RFC 9110, 10.2.3). */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT) : null;
}

/** Statuses below 500 that another try may change: timeout, too early, too many (RFC 9110, 15.5; RFC 8470; RFC 6585). */
const MAY_PASS = new Set([408, 425, 429]);

function judge(status: number, body: string, header: string | undefined): PostResult {
  const told = plain(body);
  const says = `answered ${status}${told === "" ? "" : `: ${told}`}`;
  if (status >= 200 && status < 300) return { ok: true, says };
  const wait = retryAfter(header, Date.now());
  if (status >= 300 && status < 400)
    return {
      ok: false,
      says: `answered ${status}, a redirect, which is not followed. Put in the address that it leads to.`,
      retry: false,
      retryAfterMs: null,
    };
  return { ok: false, says, retry: status >= 500 || MAY_PASS.has(status), retryAfterMs: wait };
}

/** Texts for a request without an answer, by the kind of the failure. */
function failed(error: unknown, { protocol }: URL): PostResult {
  const over = (says: string, retry: boolean): PostResult => ({ ok: false, says, retry, retryAfterMs: null });
  if (error instanceof Trouble) {
    const { kind, said } = error.failure;
    if (kind === "address-refused" && protocol === "http:")
      return over(
        "may not be reached over plain http. Use https://, or an address on a private network.",
        false,
      );
    if (kind === "address-refused")
      return over("may not be dialled: HEADROOM_NETWORKS leaves out its network.", false);
    if (kind === "dns") return over("has no address. Check the host name.", true);
    return over(said === "" ? "does not answer." : `does not answer: ${plain(said)}`, true);
  }
  const code = codeOf(error);
  if (code === null) throw error;
  const said = error instanceof Error ? plain(error.message) : "";
  return over(`gave no answer that can be read: ${said === "" ? code : said}`, true);
}

/**
 * Sends one request of a channel over the dialler, and returns what came of it: the only way in which a channel uses HTTP. The
 * networks setting is judged at the socket, plain http stays on loopback and private networks, no redirect is followed, and no more
 * than 64 kB of an answer are read.
 * @throws the signal's reason when it aborts
 */
export async function post(
  { url: address, ...sent }: PostRequest,
  options: PostOptions = {},
): Promise<PostResult> {
  const { signal, policy = networkPolicy(), limitMs = 20_000, ca, secrets = [] } = options;
  const url = new URL(address);
  const request = { ...sent, path: `${url.pathname}${url.search}` };
  const late = () => trouble("tcp", "timeout", `nothing came of it within ${seconds(limitMs)}`);
  let result: PostResult;
  try {
    const { head, body } = await within(limitMs, signal, late, (ending) =>
      exchangeText(url, request, MOST_ANSWER, {
        signal: ending,
        policy: policyFor(url, policy),
        limits: LIMITS,
        ca,
      }),
    );
    result = judge(head.statusCode ?? 0, withoutSecrets(body, secrets), head.headers["retry-after"]);
  } catch (error) {
    if (signal?.aborted) throw error;
    result = failed(error, url);
  }
  return { ...result, says: withoutSecrets(`${url.host} ${result.says}`, secrets) };
}
