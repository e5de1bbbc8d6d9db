"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { beginSession } from "@/server/auth/begin-session";
import { dropTicket, readTicket } from "@/server/auth/ticket-cookie";
import { publicAction } from "@/server/endpoints/action";
import { addressOf } from "@/server/http/address";
import { isSecure } from "@/server/http/origin";
import { spendReset } from "@/server/people/resets/spend";

/** Sets the new password of the person whose link this browser opened, and signs it in. */
export const setByLink = publicAction(async (input: unknown): Promise<void> => {
  const sent = await headers();
  const id = await readTicket("reset", isSecure(sent));
  const userId = await spendReset(id, input, addressOf(sent));
  await beginSession(userId, sent, { by: "reset link" });
  await dropTicket("reset", isSecure(sent));
  redirect("/");
});
