import "server-only";
import { invitationMail } from "@/lib/accounts/mails";
import { publicUrl } from "../../http/origin";
import { MailNotSent } from "../../mail/not-sent";
import { isMailSet, sendMail } from "../../mail/send";

type Invited = { path: string; email: string; invitedBy: string; days: number };

/**
 * Mails the link of an invitation that was made, and returns a sentence about it; undefined where no mail server is set. A mail that is
 * not sent leaves the invitation as it is: its link is on the page.
 */
export async function mailInvitation(
  { path, email, invitedBy, days }: Invited,
  send: typeof sendMail = sendMail,
): Promise<string | undefined> {
  if (!(await isMailSet())) return undefined;
  try {
    await send({ to: email, ...invitationMail(new URL(path, publicUrl()).href, invitedBy, days) });
    return `It was mailed to ${email}, too.`;
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    return `The mail to ${email} was not sent. ${error.message}`;
  }
}
