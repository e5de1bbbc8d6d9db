import "server-only";
import { cookies } from "next/headers";
import { openTicket, sealTicket, type TicketKind } from "./ticket";

/** The path that each cookie is sent to over plain http; over TLS the prefix `__Host-` takes the path "/". */
const PATHS = {
  invitation: "/invite",
  reset: "/reset",
  "second-factor": "/sign-in",
} satisfies Record<TicketKind, string>;

const cookieOf = (kind: TicketKind, isTls: boolean) => ({
  name: `${isTls ? "__Host-" : ""}headroom.${kind}`,
  path: isTls ? "/" : PATHS[kind],
  secure: isTls,
  httpOnly: true,
  sameSite: "lax" as const,
});

/** Gives the browser a ticket for so many seconds. */
export async function giveTicket(
  kind: TicketKind,
  subject: string,
  seconds: number,
  isTls: boolean,
): Promise<void> {
  const value = sealTicket(kind, subject, seconds);
  (await cookies()).set({ ...cookieOf(kind, isTls), value, maxAge: seconds });
}

/** Returns the subject of the browser's ticket; null for none that holds. */
export const readTicket = async (kind: TicketKind, isTls: boolean): Promise<string | null> =>
  openTicket(kind, (await cookies()).get(cookieOf(kind, isTls).name)?.value);

/** Takes the ticket from the browser. */
export async function dropTicket(kind: TicketKind, isTls: boolean): Promise<void> {
  (await cookies()).set({ ...cookieOf(kind, isTls), value: "", maxAge: 0 });
}
