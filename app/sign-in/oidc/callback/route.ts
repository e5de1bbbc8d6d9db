import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { ProviderProblem } from "@/server/auth/oidc/problem";
import { afterSignIn } from "@/server/auth/return-path";
import { CODE_SECONDS } from "@/server/auth/second-step";
import { giveTicket } from "@/server/auth/ticket-cookie";
import { isSecure } from "@/server/http/origin";
import { signInByProvider } from "@/server/people/provider/sign-in";
import { providerCookie } from "../cookie";

/** Answers what only looks ahead without using up the state. */
export function HEAD(): Response {
  return new Response(null, { status: 204 });
}

async function end(request: Request): Promise<string> {
  const secure = isSecure(request.headers);
  const jar = await cookies();
  const { name, path } = providerCookie(secure);
  const browser = jar.get(name)?.value;
  jar.set({ name, path, secure, value: "", maxAge: 0, httpOnly: true });
  try {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const ticket = await signInByProvider(query, browser, request.headers);
    if (ticket === null) return await afterSignIn();
    await giveTicket("second-factor", ticket, CODE_SECONDS, secure);
    return "/sign-in/code";
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    return `/sign-in?provider=${error.kind}`;
  }
}

/** Takes the browser that comes back from the provider: signed in, on to the code, or back to the sign-in with the reason why not. */
export async function GET(request: Request): Promise<Response> {
  redirect(await end(request));
}
