import "server-only";
import { cookies, headers } from "next/headers";
import { returnCookie, safeReturnPath } from "@/lib/http/return-path";
import { isSecure } from "../http/origin";

/**
 * Returns where a sign-in leads: to the page that asked for it, or to the overview. The address is forgotten with it, so every step
 * that ends a sign-in calls it last.
 */
export async function afterSignIn(): Promise<string> {
  const [jar, secure] = [await cookies(), isSecure(await headers())];
  const name = returnCookie(secure);
  const kept = jar.get(name)?.value;
  // A browser deletes a `__Host-` cookie only where the answer has its attributes.
  if (kept !== undefined) jar.set({ name, value: "", maxAge: 0, path: "/", httpOnly: true, secure });
  return safeReturnPath(kept);
}
