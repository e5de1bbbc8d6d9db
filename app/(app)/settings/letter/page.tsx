import type { Metadata } from "next";
import { LetterForm } from "@/components/mail/letter-form";
import { listChannels } from "@/server/alerts/channels/list";
import { readLetter } from "@/server/alerts/read-letter";
import { requireSession } from "@/server/auth/session";
import { saveLetterAction } from "./actions";

export const metadata: Metadata = { title: "Weekly letter · Settings" };

/** The weekly letter: off by default. */
export default async function LetterPage() {
  const { ctx } = await requireSession("admin");
  const [stored, channels] = await Promise.all([readLetter(ctx), listChannels(ctx)]);
  // A letter is read at leisure: it goes by mail, and wakes no one.
  const mail = channels.filter(({ kind }) => kind === "mail");
  const known = stored.channels.filter((id) => mail.some((channel) => channel.id === id));
  return (
    <>
      <h2 className="text-lg font-medium">Weekly letter</h2>
      <LetterForm stored={{ ...stored, channels: known }} channels={mail} save={saveLetterAction} />
    </>
  );
}
