import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import type { Context } from "../../context";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import { readInput } from "./input";
import { sealSecrets } from "./stored";

async function add(_ctx: Context, audit: AuditLine, input: unknown) {
  const { kind, name, config, secrets } = readInput(input, null);
  const id = randomUUID();
  return db().transaction(async (tx) => {
    await tx.insert(channels).values({ id, kind, name, config, secrets: sealSecrets(id, secrets) });
    return audit.write(tx, { action: "add a channel", detail: { channel: name, kind } }, { id });
  });
}

/** Adds a channel and returns its id. @throws NotAllowed for a member, BadInput with a text for each field */
export const addChannel = auditedVerb("admin", add);
