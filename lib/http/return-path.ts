/** Longest address that is kept through a sign-in. */
const LONGEST = 2_000;
/** Any origin: only what stays on it is a path of ours. */
const BASE = "http://headroom.invalid";

/** Returns the name of the cookie that keeps the address through the steps of a sign-in; over TLS it is bound to this very host. */
export const returnCookie = (isTls: boolean): string => `${isTls ? "__Host-" : ""}headroom.return`;

/** The header that tells a page its own address. */
export const PATH_HEADER = "x-headroom-path";
/** Seconds for which it is kept. */
export const RETURN_SECONDS = 900;

/**
 * Returns the path with its query that a sign-in leads back to; "/" for what is no page of ours. It comes from an address or a cookie, so
 * another host, a scheme or the sign-in itself are refused.
 */
export function safeReturnPath(text: string | null | undefined): string {
  if (text === null || text === undefined || text.length > LONGEST) return "/";
  if (!text.startsWith("/") || /[\\\u0000-\u0020\u007f]/.test(text)) return "/";
  if (!URL.canParse(text, BASE)) return "/";
  const url = new URL(text, BASE);
  if (url.origin !== BASE) return "/";
  url.searchParams.delete("_rsc");
  if (/^\/(?:sign-in|setup|invite|reset|api|wall|badge|_next)(?:\/|$)/.test(url.pathname)) return "/";
  const path = `${url.pathname}${url.search}`;
  return path.startsWith("//") ? "/" : path;
}

/** Returns the address of the sign-in that leads back to a page. */
export function signInPath(from: string | null | undefined): string {
  const path = safeReturnPath(from);
  return path === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(path)}`;
}
