import { headers } from "next/headers";
import { z } from "zod";
import { signOutEndpoint } from "@/lib/api/sign-out";
import { signOut } from "@/server/auth/sign-out";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";

/**
 * Ends the session; the page then loads the sign-in anew. The browser forgets its copies of pages and what scripts stored under this
 * address. Not the cookies: those of the whole host would go, those of its other programs too.
 */
export const POST = route({ role: "viewer", params: z.unknown(), beforeDuties: true }, async ({ ctx }) => {
  await signOut(ctx, await headers());
  const answer = jsonAnswer(signOutEndpoint, { signedOut: true });
  answer.headers.set("clear-site-data", '"cache", "storage"');
  return answer;
});
