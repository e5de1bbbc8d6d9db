import { z } from "zod";
import { NONE } from "./endpoint";

/**
 * Ends the session. An endpoint and no server action: an action renders its page anew, which without a session leads to the sign-in with
 * that page as the one to come back to.
 */
export const signOutEndpoint = {
  method: "POST",
  path: "/api/sign-out",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: z.object({ signedOut: z.literal(true) }),
} as const;
