import { refusalSchema, type Refusal } from "@/lib/api/refusal";
import { failureOfStatus, ownServerText, type OwnServerFailure } from "@/lib/failure/own-server";
import { fallback } from "@/lib/log/unlogged";
import { parseJson } from "@/lib/text/json";

type Method = "GET" | "POST";

type Details = {
  method: Method;
  /** Texts for the user: of the whole request, and of each field. */
  refusal: Refusal;
  /** How long to wait before another try, ms; null where the answer does not say. */
  retryAfterMs?: number | null;
  cause?: unknown;
};

/** Raised for a request to Headroom's own server that brought no answer, or a refusal; its message is for the user. */
export class Refused extends Error {
  override name = "Refused";
  readonly method: Method;
  readonly refusal: Refusal;
  readonly retryAfterMs: number | null;

  constructor(
    readonly kind: OwnServerFailure,
    { method, refusal, retryAfterMs = null, cause }: Details,
  ) {
    super(refusal.message, { cause });
    this.method = method;
    this.refusal = refusal;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Returns whether an error says that what was asked for is not there: asking again brings the same answer. */
export const isGone = (error: unknown): boolean => error instanceof Refused && error.kind === "not found";

/** Returns whether an error says that the session is over. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof Refused && error.kind === "signed out";

/** Returns whether an answer of a server action is a refusal. */
export const isRefusal = (answer: object): answer is Refusal => "message" in answer && "fields" in answer;

/** Returns the ms that a Retry-After header asks to wait, in either of its forms (RFC 9110, 10.2.3); null for none. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Returns the refusal that an answer without success stands for, with the server's own text where it has one. */
export async function refusedBy(response: Response, method: Method): Promise<Refused> {
  const { status, headers } = response;
  const kind = failureOfStatus(status);
  const text = await response.text().catch(fallback("", "the status of the answer says enough"));
  const said = refusalSchema.safeParse(parseJson(text));
  const wait = retryAfterMs(headers.get("retry-after"), Date.now());
  const answer = { status, retryAfterMs: wait, requestId: headers.get("x-request-id") };
  const refusal =
    said.success && kind !== "signed out" ? said.data : { message: ownServerText(kind, answer), fields: {} };
  return new Refused(kind, { method, refusal, retryAfterMs: wait });
}

/** Returns the refusal of a request that brought no answer that could be read to its end. */
export function unanswered(
  kind: "unreachable" | "broken off" | "unreadable",
  method: Method,
  cause: unknown,
): Refused {
  const message = ownServerText(kind, { status: 0, retryAfterMs: null, requestId: null });
  return new Refused(kind, { method, refusal: { message, fields: {} }, cause });
}
