import { z } from "zod";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { isUnseen } from "@/lib/snapshot/seen";
import { nameSchema } from "@/lib/target/schema";
import { EITHER, sidesOf } from "../catalogue";
import { plainChange, turned, type ChangeDefinition } from "../definition";

export const slotSchema = z.object({
  kind: z.literal("slot"),
  slot: nameSchema,
  from: z.object({ failover: z.boolean() }).nullable(),
  to: z.object({ failover: z.boolean() }).nullable(),
  /** End the session that uses the slot, so that it can be altered (facts: C6). */
  endReader: z.boolean(),
});

/**
 * Slots are no part of a transaction: each statement runs by itself after the commit. The fifth argument is `failover`,
 * from 17 on. ALTER_REPLICATION_SLOT is a replication command, for there is no function that does it (PostgreSQL 17 docs,
 * 53.4); the name of a slot has only a-z, 0-9 and underscore there and stands without quotes.
 */
export const slot = {
  ...plainChange,
  sql({ slot: name, from, to }, versionNum) {
    if (to === null) return `SELECT pg_catalog.pg_drop_replication_slot(${quoteLiteral(name)})`;
    if (from === null) {
      const failover = versionNum >= 170_000 ? `, false, ${to.failover}` : "";
      return `SELECT pg_catalog.pg_create_logical_replication_slot(${quoteLiteral(name)}, 'pgoutput', false${failover})`;
    }
    return `ALTER_REPLICATION_SLOT ${quoteIdentifier(name)} (FAILOVER ${to.failover})`;
  },
  // A slot made anew has none of the old position: Electric would take it for its own and miss all that was written between.
  inverse: (change) => (change.to === null ? null : { ...turned(change), endReader: false }),
  noInverse:
    "a slot has no way back to its old position; Electric makes it anew and serves every shape anew.",
  key: ({ slot: name }) => [name],
  subject: ({ slot: name }) => `the slot ${name}`,
  commandTag: () => null,
  needs: ({ slot: name }) => [{ right: "replication", for: `the slot ${name}` }],
  state(change, { snapshot: { slots } }) {
    if (isUnseen(slots)) return EITHER;
    const now = slots.find(({ name }) => name === change.slot);
    return sidesOf(now === undefined ? null : { failover: now.failover === true }, change);
  },
} satisfies ChangeDefinition<z.infer<typeof slotSchema>>;
