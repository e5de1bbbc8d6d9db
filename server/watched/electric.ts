import "server-only";
import type { IncomingMessage } from "node:http";
import type { ElectricSeen, Snapshot } from "@/lib/snapshot/schema";
import { within } from "./deadline";
import type { DialOptions } from "./dial";
import { plain } from "./failure";
import { bareUrl, getText } from "./get-text";
import { LIMITS } from "./limits";
import { seconds, Trouble } from "./trouble";
import { parseJson } from "@/lib/text/json";

const LIMIT_MS = 5_000;
/** Most that is read of an answer, bytes; Electric's own has less than fifty. */
const MOST_BODY = 64 * 1024;

export type ProbeOptions = Pick<DialOptions, "signal" | "policy"> & { limitMs?: number };
type Answer = Pick<ElectricSeen, "httpStatus" | "status" | "version">;
type Previous = Pick<Snapshot, "takenAt" | "electric">;

/** Returns the address of the health check below a base address. */
function healthOf(base: string): URL {
  const url = bareUrl(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/health`;
  return url;
}

/** Returns Electric's own word for its state, null where the body is not Electric's. */
function statusIn(body: string): string | null {
  const told = parseJson(body);
  const isObject = typeof told === "object" && told !== null && "status" in told;
  return isObject && typeof told.status === "string" ? plain(told.status).slice(0, 40) : null;
}

/** Every answer of Electric carries `electric-server: ElectricSQL/1.7.12` (Electric 1.7.12, plug/router.ex). */
function versionIn({ headers }: IncomingMessage): string | null {
  return /^ElectricSQL\/([\w.+-]{1,40})$/.exec(String(headers["electric-server"] ?? ""))?.[1] ?? null;
}

async function answerOf(url: URL, options: DialOptions): Promise<Answer> {
  const { head, body } = await getText(url, MOST_BODY, options);
  return { httpStatus: head.statusCode ?? null, status: statusIn(body), version: versionIn(head) };
}

/** Returns what stands in the way, as a clause. */
function failureIn(error: unknown): string {
  if (!(error instanceof Trouble)) return plain(error instanceof Error ? error.message : String(error));
  const { kind, said } = error.failure;
  if (kind === "dns") return "its name does not resolve to an address";
  if (kind === "address-refused") return `Headroom does not connect to ${said}`;
  return said;
}

/** Since when Electric has not been active: a first visit cannot tell, a second one knows of the first. */
function notActiveSince(
  url: string,
  isActive: boolean,
  previous: Previous | null,
  now: string,
): string | null {
  const before = previous?.electric;
  if (isActive || !previous || !before || before.url !== url) return null;
  const wasActive = before.httpStatus === 200 && before.status === "active";
  return wasActive ? now : (before.notActiveSince ?? previous.takenAt);
}

/**
 * Asks a running Electric how it is and returns what it said: GET /v1/health below its base address, within 5 s, no
 * redirect followed. What stands in the way is in `failure`. `previous` is the visit before this one.
 * @throws the signal's reason when it aborts
 */
export async function probeElectric(
  base: string,
  previous: Previous | null,
  { signal, policy, limitMs = LIMIT_MS }: ProbeOptions = {},
): Promise<ElectricSeen> {
  const health = healthOf(base);
  const url = health.href.replace(/\/v1\/health$/, "");
  const late = () => new Error(`no answer within ${seconds(limitMs)}`);
  const seen = { url, failure: null, slotLagBytes: null };
  const none: Answer = { httpStatus: null, status: null, version: null };
  const now = new Date().toISOString();
  try {
    const answer = await within(limitMs, signal, late, (ending) =>
      answerOf(health, { signal: ending, policy, limits: LIMITS }),
    );
    const isActive = answer.httpStatus === 200 && answer.status === "active";
    return { ...seen, ...answer, notActiveSince: notActiveSince(url, isActive, previous, now) };
  } catch (error) {
    signal?.throwIfAborted();
    const failure = failureIn(error);
    return { ...seen, ...none, failure, notActiveSince: notActiveSince(url, false, previous, now) };
  }
}
