import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { exchangeToken } from "@/server/auth/setup-token";
import { isSecure } from "@/server/http/origin";
import { setupCookie } from "../cookie";

/** Answers what only looks ahead (link previews ask with HEAD) without spending the token. */
export function HEAD(): Response {
  return new Response(null, { status: 204 });
}

/** Exchanges the one-time token of the printed address for a cookie, and takes the token out of the address bar. */
export async function GET(request: Request): Promise<Response> {
  if ((request.headers.get("sec-purpose") ?? "").includes("prefetch")) return HEAD();
  const token = new URL(request.url).searchParams.get("token");
  const secret = token === null ? null : await exchangeToken(token);
  if (secret !== null) {
    const secure = isSecure(request.headers);
    const { name, path } = setupCookie(secure);
    (await cookies()).set(name, secret, { httpOnly: true, sameSite: "lax", secure, path, maxAge: 3600 });
  }
  redirect("/setup");
}
