import "server-only";
import type { MailProblem } from "@/lib/mail/problem";
import { deliver, type DeliverOptions, type Mail } from "./deliver";
import { hasMailServer, mailServer } from "./mail-server";
import { MailNotSent } from "./not-sent";

const NOT_SET: MailProblem = { kind: "not-set", server: "", says: "", retry: false, refused: [] };

/** Returns whether a mail server is set, in Settings or by HEADROOM_SMTP_URL. */
export const isMailSet = (): Promise<boolean> => hasMailServer();

export type MailInput = Omit<Mail, "to"> & { to: string | readonly string[] };

/**
 * Sends a mail to one address or several, each of which sees the others. Control characters and line breaks leave the subject.
 * @throws MailNotSent where no server is set, it does not take the mail, or it refuses an address: the error names each
 */
export async function sendMail({ to, ...mail }: MailInput, options: DeliverOptions = {}): Promise<void> {
  const server = await mailServer();
  if (server === null) throw new MailNotSent(NOT_SET);
  const { refused } = await deliver(server, { ...mail, to: typeof to === "string" ? [to] : to }, options);
  if (refused.length === 0) return;
  throw new MailNotSent({
    kind: "some-recipients",
    server: `${server.host}:${server.port}`,
    says: "",
    retry: refused.every(({ temporary }) => temporary),
    refused,
  });
}
