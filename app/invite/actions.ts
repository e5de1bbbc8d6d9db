"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { beginSession } from "@/server/auth/begin-session";
import { dropTicket, readTicket } from "@/server/auth/ticket-cookie";
import { publicAction } from "@/server/endpoints/action";
import { addressOf } from "@/server/http/address";
import { isSecure } from "@/server/http/origin";
import { acceptInvitation } from "@/server/people/invitations/accept";

/** Makes the account of the person who was invited, and signs the browser in. */
export const accept = publicAction(async (input: unknown): Promise<void> => {
  const sent = await headers();
  const id = await readTicket("invitation", isSecure(sent));
  const userId = await acceptInvitation(id, input, addressOf(sent));
  await beginSession(userId, sent, { by: "invitation" });
  await dropTicket("invitation", isSecure(sent));
  redirect("/");
});
