import "server-only";
import type { MailView } from "@/lib/mail/stored";
import { readOnlyVerb } from "../audit/verb";
import { env } from "../env";
import { readSetting } from "../settings/read";

async function read(): Promise<MailView> {
  const { last: lastTest } = await readSetting("mailTest");
  const named = env().HEADROOM_SMTP_URL;
  if (named !== undefined) {
    const { password, ...server } = named;
    return { fromEnvironment: true, server: { ...server, passwordSet: password !== "" }, lastTest };
  }
  const { server: stored } = await readSetting("mail");
  if (stored === null) return { fromEnvironment: false, server: null, lastTest };
  const { password, ...server } = stored;
  return { fromEnvironment: false, server: { ...server, passwordSet: password !== null }, lastTest };
}

/** Returns the mail server for its form, with no password. @throws NotAllowed for a member */
export const readMail = readOnlyVerb("admin", read);
