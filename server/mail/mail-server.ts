import "server-only";
import type { MailServer } from "@/lib/mail/server";
import { env } from "../env";

/** Returns the mail server of this Headroom, null where none is set. */
export async function mailServer(): Promise<MailServer | null> {
  return env().HEADROOM_SMTP_URL ?? null;
}
