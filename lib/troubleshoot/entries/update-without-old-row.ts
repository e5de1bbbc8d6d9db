import { defineEntry } from "../define";

export const updateWithoutOldRow = defineEntry({
  slug: "update-without-old-row",
  title: "An UPDATE came without the old row",
  says: ["Electric"],
  samples: [
    "Received an update from PG for public.items_a that did not have old data included in the message.\nThis means the table public.items_a doesn't have the correct replica identity mode. Electric cannot\nfunction with replica identity mode set to something other than FULL.",
    "[warning] Received an update from PG for public.items_a that did not have old data included in the message.",
    '** (stop) {:irrecoverable_slot, {:replica_not_full, "Received an update from PG for public.items_a that did not have old data included in the message.',
  ],
  patterns: [
    /received an update from pg for .{1,200}? that did not have old data included in the message/,
    /irrecoverable_slot, \{:replica_not_full/,
  ],
  meaning:
    "A published table, or a partition of one, is not REPLICA IDENTITY FULL. One UPDATE on it is enough, also where no shape uses the table.",
  more: "It comes again with each such UPDATE and never heals by itself. A new partition starts without FULL, in automatic mode too.",
  reaction: "purges",
  electric:
    "Drops its slot (in automatic mode its publication too), makes both anew and purges all shapes: every client gets 409 and loads its data again.",
  steps: [
    {
      says: "Set FULL on the table that the text names.",
      code: "ALTER TABLE public.items_a REPLICA IDENTITY FULL;",
    },
    {
      says: "Find all published tables and partitions without it.",
      code: "SELECT c.oid::regclass FROM pg_publication_tables p JOIN pg_class c ON c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass WHERE p.pubname = 'electric_publication_default' AND c.relreplident <> 'f';",
    },
    { says: "Have the job that makes partitions set it too." },
  ],
  checks: ["tables.replica_identity", "publication.partition_root"],
  source:
    "Electric 1.7.12, message_converter.ex 136-148; observed on PostgreSQL 17 and 18; Electric issue 2900",
});
