import "server-only";
import { mailServerSchema, type MailServer } from "@/lib/mail/server";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { BadInput, Conflict } from "../errors";
import { env } from "../env";
import { readSetting } from "../settings/read";
import { writeSetting } from "../settings/write";
import { db } from "../store/db";
import { sealPassword } from "./mail-server";

type Stored = NonNullable<Awaited<ReturnType<typeof readSetting<"mail">>>["server"]>;

/** Returns whether the stored password would be sent where it was sent before. */
const sameLogin = (now: MailServer, before: Stored): boolean =>
  now.host === before.host && now.port === before.port && now.tls === before.tls && now.user === before.user;

/** Returns the password to store: the one that was put in, the stored one, or none. @throws BadInput when it would go elsewhere */
function passwordOf(now: MailServer, before: Stored | null): Stored["password"] {
  if (now.user === "") return null;
  if (now.password !== "") return sealPassword(now.password);
  if (before === null || before.password === null) return null;
  if (sameLogin(now, before)) return before.password;
  throw new BadInput("The password has to be put in again.", {
    password: "It would be sent to another server or user than before.",
  });
}

async function save(_ctx: Context, audit: AuditLine, input: unknown) {
  const { password: given, ...server } = parse(mailServerSchema, input);
  if (env().HEADROOM_SMTP_URL !== undefined)
    throw new Conflict(
      "HEADROOM_SMTP_URL names the mail server. Change it there, or start Headroom without it.",
    );
  return db().transaction(async (tx) => {
    const { server: before } = await readSetting("mail", tx);
    const password = passwordOf({ ...server, password: given }, before);
    await writeSetting(tx, "mail", { server: { ...server, password } });
    const { host, port, tls, from } = server;
    const detail = { setting: "mail", host, port, tls, from, password: given === "" ? "kept" : "changed" };
    return audit.write(tx, { action: "change a setting", detail }, undefined);
  });
}

/**
 * Sets the mail server. An empty password keeps the stored one, unless it would be sent elsewhere.
 * @throws NotAllowed for a member, BadInput with a text for each field, Conflict where the environment names one
 */
export const saveMailServer = auditedVerb("admin", save);
