import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { AWAY_SECONDS, beginProviderSignIn } from "@/server/auth/oidc/begin";
import { ProviderProblem } from "@/server/auth/oidc/problem";
import { TooMany } from "@/server/errors";
import { addressOf } from "@/server/http/address";
import { ignore } from "@/server/http/log";
import { isFromElsewhere, isSecure } from "@/server/http/origin";
import { providerCookie } from "../cookie";

/** Answers what only looks ahead without beginning a sign-in. */
export function HEAD(): Response {
  return new Response(null, { status: 204 });
}

async function begin(headers: Headers): Promise<string> {
  try {
    const { location, browser } = await beginProviderSignIn(addressOf(headers));
    const secure = isSecure(headers);
    const { name, path } = providerCookie(secure);
    const options = { httpOnly: true, sameSite: "lax", secure, path, maxAge: AWAY_SECONDS } as const;
    (await cookies()).set(name, browser, options);
    return location;
  } catch (error) {
    if (error instanceof TooMany) return "/sign-in?provider=too-many";
    if (!(error instanceof ProviderProblem)) throw error;
    ignore(error.cause ?? error, "the sign-in page says why the provider's sign-in did not begin");
    return `/sign-in?provider=${error.kind}`;
  }
}

/** Leads the browser to the provider, or back to the sign-in with the reason why not. */
export async function GET(request: Request): Promise<Response> {
  if ((request.headers.get("sec-purpose") ?? "").includes("prefetch")) return HEAD();
  if (isFromElsewhere(request.headers)) redirect("/sign-in");
  redirect(await begin(request.headers));
}
