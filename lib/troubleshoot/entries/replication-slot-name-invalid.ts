import { defineEntry } from "../define";

export const replicationSlotNameInvalid = defineEntry({
  slug: "replication-slot-name-invalid",
  title: "The slot name has invalid characters",
  says: ["Postgres"],
  samples: ['replication slot name "electric_slot_bücher" contains invalid character'],
  patterns: [/replication slot name "[^"]{1,200}" contains invalid character/],
  meaning:
    "A slot name has lower-case letters, digits and underscores only, and ELECTRIC_REPLICATION_STREAM_ID is a part of it.",
  reaction: "retries",
  electric: "Accepts $ and other letters in the id, is refused by Postgres and tries again without end.",
  steps: [
    {
      says: "Take an id of a–z, 0–9 and _, at most 42 characters.",
      code: "ELECTRIC_REPLICATION_STREAM_ID=orders",
    },
  ],
  checks: ["slot.name"],
  source: "Electric 1.7.12, runtime.exs 145-156; verified on PostgreSQL 14 to 18",
  inContainer: ({ env }) => {
    const id = env.get("ELECTRIC_REPLICATION_STREAM_ID") ?? "";
    return /^[\p{L}_][\p{L}\d_$]*$/u.test(id) && /[^A-Za-z0-9_]/.test(id)
      ? "ELECTRIC_REPLICATION_STREAM_ID has a character that a slot name may not have"
      : null;
  },
});
