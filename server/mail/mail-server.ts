import "server-only";
import type { MailServer } from "@/lib/mail/server";
import { env } from "../env";
import { openText, sealText, type SealedText } from "../secrets/seal-text";
import { readSetting } from "../settings/read";

const PLACE = { row: "mail", field: "password" };

/** Returns the password of the mail server as it is stored. */
export const sealPassword = (password: string): SealedText => sealText(PLACE, password);

/** Returns the stored password. @throws CannotOpen when the key is another */
export const openPassword = (sealed: SealedText): string => openText(PLACE, sealed);

/** Returns the mail server of this Headroom, null where none is set. @throws CannotOpen when the key is another */
export async function mailServer(): Promise<MailServer | null> {
  const named = env().HEADROOM_SMTP_URL;
  if (named !== undefined) return named;
  const { server } = await readSetting("mail");
  if (server === null) return null;
  return { ...server, password: server.password === null ? "" : openPassword(server.password) };
}

/** Returns whether a mail server is set, without opening its password. */
export const hasMailServer = async (): Promise<boolean> =>
  env().HEADROOM_SMTP_URL !== undefined || (await readSetting("mail")).server !== null;
