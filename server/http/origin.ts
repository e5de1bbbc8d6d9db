import "server-only";
import { env } from "../env";
import { NotAllowed } from "../errors";
import { addressOf } from "./address";
import { logRefused } from "./log";

/** Returns the address that browsers use, without a slash at its end. */
export function publicUrl(): string {
  const { HEADROOM_URL, PORT } = env();
  return (HEADROOM_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}

/**
 * Returns whether a request came over TLS, as HEADROOM_URL or a trusted proxy says, so that its cookies are for TLS only. The header
 * is ours (server/http/request-filter.ts).
 */
export const isSecure = (headers: Headers): boolean =>
  headers.get("x-forwarded-proto") === "https" || publicUrl().startsWith("https://");

/**
 * Returns whether a page elsewhere led here, so that no person chose it. Browsers say so over TLS and to loopback; a request that does
 * not say it passes.
 */
export const isFromElsewhere = (headers: Headers): boolean =>
  ["cross-site", "same-site"].includes(headers.get("sec-fetch-site") ?? "");

function isOwn(origin: string, host: string | null): boolean {
  if (origin === new URL(publicUrl()).origin) return true;
  return URL.canParse(origin) && host !== null && new URL(origin).host === host;
}

/**
 * Lets a request pass that may change something, when one of our own pages sent it: browsers name the page's origin
 * with every POST. @throws NotAllowed
 */
export function requireOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  if (origin === null || !isOwn(origin, headers.get("x-forwarded-host") ?? headers.get("host"))) {
    logRefused(`Refused: a request from ${addressOf(headers)} that no page of ours sent.`);
    throw new NotAllowed(
      "This request did not come from one of Headroom's own pages. Set HEADROOM_URL to the address that you open it by.",
    );
  }
}
