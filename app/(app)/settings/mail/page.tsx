import type { Metadata } from "next";
import { MailForm } from "@/components/mail/mail-form";
import { MailTest } from "@/components/mail/mail-test";
import { Callout } from "@/components/ui/callout";
import { requireSession } from "@/server/auth/session";
import { readMail } from "@/server/mail/read";
import { saveMailAction, testMailAction } from "./actions";

export const metadata: Metadata = { title: "Mail · Settings" };

/** The mail server: for alerts, the weekly letter, and mails to people. */
export default async function MailPage() {
  const { ctx, user } = await requireSession("admin");
  const { fromEnvironment, server, lastTest } = await readMail(ctx);
  return (
    <>
      <h2 className="text-lg font-medium">Mail</h2>
      {fromEnvironment && server !== null ? (
        <Callout title={`HEADROOM_SMTP_URL names ${server.host}:${server.port}`}>
          Mail comes from {server.from}. Change it where Headroom is started.
        </Callout>
      ) : (
        <MailForm stored={server} save={saveMailAction} />
      )}
      {server !== null && <MailTest to={user.email} last={lastTest} send={testMailAction} />}
    </>
  );
}
