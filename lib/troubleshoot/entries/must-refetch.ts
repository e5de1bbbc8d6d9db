import { defineEntry } from "../define";

export const mustRefetch = defineEntry({
  slug: "must-refetch",
  title: "409: clients have to fetch again",
  says: ["Electric"],
  samples: [
    '[{"headers":{"control":"must-refetch"}}]',
    'HTTP/1.1 409 Conflict\n[{"headers":{"control":"must-refetch"}}]',
  ],
  patterns: [/"control": ?"must-refetch"/, /must-refetch/],
  symptom: true,
  meaning:
    "The shape that the client follows is gone: its table was altered or truncated, or Electric purged its shapes.",
  more: "Once after a deploy, a migration or a failover is normal. Again and again means that a cause returns: a table without FULL that is updated, a temporary slot, storage that is lost at each restart.",
  reaction: "refuses",
  electric: "Answers 409 with a new handle; clients throw their copy away and load the shape again.",
  steps: [
    { says: "Where it returns, paste Electric's log: the lines before “Purging all shapes” name the cause." },
    { says: "Between Electric and clients, let no proxy cache a response beyond its own headers." },
  ],
  checks: ["tables.replica_identity", "slot.state", "publication.exists"],
  source: "Electric 1.7.12, shapes/api/error.ex; Electric docs, api/http",
});
