import { NextResponse, type NextRequest } from "next/server";
import { MARK_HEADER, requestMark } from "./server/http/mark";

const dev = process.env.NODE_ENV === "development";

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
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
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
      },
    });
  const nonce = btoa(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy(nonce));
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy(nonce));
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}

export const config = { matcher: ["/((?!_next/static|icon.svg|robots.txt).*)"] };
