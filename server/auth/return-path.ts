import "server-only";
import { cookies } from "next/headers";
import { RETURN_COOKIE, safeReturnPath } from "@/lib/http/return-path";

/**
 * Returns where a sign-in leads: to the page that asked for it, or to the overview. The address is forgotten with it, so every step
 * that ends a sign-in calls it last.
 */
export async function afterSignIn(): Promise<string> {
  const jar = await cookies();
  const kept = jar.get(RETURN_COOKIE)?.value;
  if (kept !== undefined) jar.delete(RETURN_COOKIE);
  return safeReturnPath(kept);
}
