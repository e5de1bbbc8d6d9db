import { NextResponse, type NextRequest } from "next/server";
import { PATH_HEADER, RETURN_SECONDS, returnCookie, safeReturnPath } from "./lib/http/return-path";
import { MARK_HEADER, requestMark } from "./server/http/mark";

const dev = process.env.NODE_ENV === "development";

/** Returns 128 random bits for one answer; a UUID has 122. */
const newNonce = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));

/** What a page may load: itself. Scripts by nonce only, so that a name from a database can never run. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** Keeps the page that a sign-in leads back to in a cookie, which every step of the sign-in has, and takes it out of the address. */
function keepReturnPath({ nextUrl, url, headers }: NextRequest): NextResponse | null {
  const to = nextUrl.pathname === "/sign-in" ? nextUrl.searchParams.get("to") : null;
  if (to === null) return null;
  // Next takes an absolute address alone, and answers with a relative one where the host is its own.
  const response = NextResponse.redirect(new URL("/sign-in", url), 307);
  // The header is ours (server/http/request-filter.ts): HEADROOM_URL, or a trusted proxy, has said so.
  const isTls = headers.get("x-forwarded-proto") === "https";
  response.cookies.set(returnCookie(isTls), safeReturnPath(to), {
    httpOnly: true,
    sameSite: "lax",
    secure: isTls,
    path: "/",
    maxAge: RETURN_SECONDS,
  });
  return response;
}

/**
 * Sets the security headers of every page. It authorises nothing: each page, action and route does that itself. A request that came
 * before the server judged what clients say of themselves (server/http/request-filter.ts) is sent away.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.headers.get(MARK_HEADER) !== requestMark())
    return new NextResponse("Headroom is starting. Try again.\n", {
      status: 503,
      headers: {
        "retry-after": "1",
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "content-security-policy":
          "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
      },
    });
  const kept = keepReturnPath(request);
  if (kept !== null) return kept;
  const nonce = newNonce();
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy(nonce));
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy(nonce));
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}

export const config = { matcher: ["/((?!_next/static|icon.svg|robots.txt).*)"] };
