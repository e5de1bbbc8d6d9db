import { defineEntry } from "../define";

export const publicationDoesNotExist = defineEntry({
  slug: "publication-does-not-exist",
  title: "The publication does not exist",
  says: ["Postgres", "Electric"],
  samples: [
    'publication "electric_publication_default" does not exist',
    "The publication was expected to be present but was not found.\nPublications and replication slots created by Electric should not\nbe manually modified or deleted, as it breaks replication integrity.",
  ],
  patterns: [
    /publication "[^"]{1,200}" does not exist/,
    /the publication was expected to be present but was not found/,
  ],
  sqlstates: ["42704"],
  meaning:
    "The publication was dropped while Electric ran, or was made after the slot began: the slot decodes changes from a time when it was not there.",
  reaction: "purges",
  electric:
    "Connects again, makes publication and slot anew and purges all shapes. In manual mode it makes an empty publication and serves no table.",
  steps: [
    {
      says: "In manual mode, make the publication with its tables again.",
      code: "CREATE PUBLICATION electric_publication_default FOR TABLE public.items;",
    },
    {
      says: "Publication and slot belong together: after that, drop the slot while Electric is stopped.",
      code: "SELECT pg_drop_replication_slot('electric_slot_default');",
    },
  ],
  checks: ["publication.exists", "slot.publication"],
  source: "Electric 1.7.12, db_connection_error.ex 367-387; observed on PostgreSQL 17",
});
