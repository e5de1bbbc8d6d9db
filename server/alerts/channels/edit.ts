import "server-only";
import { eq } from "drizzle-orm";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { CannotOpen } from "../../secrets/cipher";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import { readInput, type ReadChannel } from "./input";
import { findChannel, noChannel, openSecrets, sealSecrets, type StoredChannel } from "./stored";

/** Returns the stored secrets; none where the key is another, so that each has to be put in again. */
function secretsBefore(channel: StoredChannel) {
  try {
    return openSecrets(channel);
  } catch (error) {
    if (error instanceof CannotOpen) return {};
    throw error;
  }
}

/** Names the fields that changed; no value is in the audit log. */
function changedFields(before: Omit<ReadChannel, "kind">, after: ReadChannel): string[] {
  const values = (channel: Omit<ReadChannel, "kind">) => ({ ...channel.config, ...channel.secrets });
  const [old, now] = [values(before), values(after)];
  return [
    ...(before.name === after.name ? [] : ["name"]),
    ...Object.keys(now).filter((field) => (old[field] ?? "") !== now[field]),
  ];
}

async function edit(_ctx: Context, audit: AuditLine, givenId: unknown, input: unknown) {
  const id = parseId(givenId, noChannel().message);
  return db().transaction(async (tx) => {
    await tx.select({ id: channels.id }).from(channels).where(eq(channels.id, id)).for("update");
    const channel = await findChannel(id, tx);
    if (channel === null) throw noChannel();
    const before = { ...channel, secrets: secretsBefore(channel) };
    const after = readInput(input, before);
    const { name, config, secrets } = after;
    await tx
      .update(channels)
      .set({ name, config, secrets: sealSecrets(id, secrets) })
      .where(eq(channels.id, id));
    const detail = { channel: name, kind: channel.kind, changed: changedFields(before, after) };
    return audit.write(tx, { action: "edit a channel", detail }, undefined);
  });
}

/**
 * Changes a channel. A secret that is left empty stays as it is, unless the address changes to which it is sent.
 * @throws NotAllowed for a member, NotFound, BadInput with a text for each field
 */
export const editChannel = auditedVerb("admin", edit);
