import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { BADGE_SECONDS, shieldsOf, type Badge } from "@/lib/badge/badge";
import { badgeSvg } from "@/lib/badge/svg";
import { NotFound } from "../errors";
import { requirePoint } from "../http/limit";
import { networkKey } from "../auth/limits";
import { countTry } from "../shares/limits";
import { readBadge } from "./read";

/** Badges that one address may ask this process for in a minute: a proxy of pictures shows those of a whole site. */
const PER_MINUTE = 600;

declare global {
  // Next loads a module once per bundle; the count is the process's.
  var headroomBadgeLimit: RateLimiterMemory | undefined;
}

/** Counts one request of an address. @throws TooMany */
async function countRequest(address: string): Promise<void> {
  const limit = (globalThis.headroomBadgeLimit ??= new RateLimiterMemory({
    points: PER_MINUTE,
    duration: 60,
  }));
  await requirePoint(
    limit,
    networkKey(address),
    () => "Too many badges were asked for. Try again in a minute.",
  );
}

const FORMS: Record<string, { type: string; write: (badge: Badge) => string }> = {
  svg: { type: "image/svg+xml; charset=utf-8", write: badgeSvg },
  json: { type: "application/json; charset=utf-8", write: (badge) => JSON.stringify(shieldsOf(badge)) },
};

const isKnown = (known: string | null, etag: string): boolean =>
  known !== null && known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);

/**
 * Returns the answer to a request for `<token>.svg` or `<token>.json`: cacheable for a minute, with an ETag.
 * @throws NotFound for a badge that does not exist or is switched off, TooMany
 */
export async function answerWithBadge(
  file: string,
  { address, known }: { address: string; known: string | null },
): Promise<Response> {
  const [, token = "", ending = ""] = /^([^.]*)\.(\w+)$/.exec(file) ?? [];
  const form = Object.hasOwn(FORMS, ending) ? FORMS[ending] : undefined;
  await countRequest(address);
  const guess = await countTry("badge", address);
  const badge = form === undefined ? null : await readBadge(token);
  if (badge === null || form === undefined)
    throw new NotFound("No badge has this address, or it was switched off.");
  await guess.forgive();
  const body = form.write(badge);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = {
    etag,
    "cache-control": `public, max-age=${BADGE_SECONDS}`,
    "cross-origin-resource-policy": "cross-origin",
  };
  if (isKnown(known, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": form.type } });
}
