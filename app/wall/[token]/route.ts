import { addressOf } from "@/server/http/address";
import { errorResponse } from "@/server/http/error-response";
import { isSecure } from "@/server/http/origin";
import { exchangeWallToken, type Opened } from "@/server/shares/exchange";
import { refusalPage } from "@/server/shares/refusal-page";
import { wallCookie, wallSessionOf } from "@/server/shares/wall-session";

type Params = { params: Promise<{ token: string }> };

/** Answers what only looks ahead (link previews ask with HEAD) without opening a screen. */
export function HEAD(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

/** Returns the way to the wall itself, where the token is no longer in the address bar, with the cookie of a new screen. */
function toWall({ secret, expiresAt, looks }: Opened, isTls: boolean): Response {
  const headers = new Headers({
    location: looks.contrast === "high" ? "/wall?contrast=high" : "/wall",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (secret !== null) {
    const { name, path } = wallCookie(isTls);
    const age = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    const secure = isTls ? "; Secure" : "";
    headers.set(
      "set-cookie",
      `${name}=${secret}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return new Response(null, { status: 303, headers });
}

/** Exchanges the token of a wall link for a cookie that opens the wall alone, and takes the token out of the address bar. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  if ((request.headers.get("sec-purpose") ?? "").includes("prefetch")) return HEAD();
  const { token } = await params;
  try {
    const screen = { address: addressOf(request.headers), present: await wallSessionOf(request.headers) };
    return toWall(await exchangeWallToken(token, screen), isSecure(request.headers));
  } catch (error) {
    const { status, refusal, headers } = errorResponse(error);
    return refusalPage(status, refusal.message, { nonce: request.headers.get("x-nonce"), headers });
  }
}
