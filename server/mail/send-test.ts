import "server-only";
import { z } from "zod";
import { mailAddressSchema } from "@/lib/mail/server";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { publicUrl } from "../http/origin";
import { CannotOpen } from "../secrets/cipher";
import { writeSetting } from "../settings/write";
import { db } from "../store/db";
import { MailNotSent } from "./not-sent";
import { sendMail } from "./send";

type Tested = { ok: boolean; says: string };

const textOf = () => `This is a test of Headroom's mail. Nothing is wrong.\n\n${publicUrl()}\n`;

const KEY = "The stored password cannot be decrypted with the key in use. Put it in again.";

async function attempt(to: string): Promise<Tested> {
  try {
    await sendMail({ to, subject: "[Headroom] Test: mail works", text: textOf() });
    return { ok: true, says: `The mail server took the test for ${to}.` };
  } catch (error) {
    if (error instanceof CannotOpen) return { ok: false, says: KEY };
    if (error instanceof MailNotSent) return { ok: false, says: error.message };
    throw error;
  }
}

async function sendTest(_ctx: Context, audit: AuditLine, input: unknown) {
  const { to } = parse(z.object({ to: mailAddressSchema }), input);
  return audit.writeBefore({ action: "send a test mail", detail: { to } }, async () => {
    const tested = await attempt(to);
    await writeSetting(db(), "mailTest", { last: { ...tested, at: new Date().toISOString() } });
    return tested;
  });
}

/** Sends a test mail, and keeps what came of it. @throws NotAllowed for a member, BadInput */
export const testMail = auditedVerb("admin", sendTest);
