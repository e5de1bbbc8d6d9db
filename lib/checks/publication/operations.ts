import { quoteIdentifier } from "@/lib/postgres/identifier";
import { defineCheck } from "../define";
import { fail, notApplicable, pass } from "../finding";

export const OPERATIONS = ["insert", "update", "delete", "truncate"] as const;

export const publicationOperations = defineCheck({
  id: "publication.operations",
  title: "Publication carries every operation",
  why: "Electric refuses a publication that leaves out INSERT, UPDATE, DELETE or TRUNCATE: it exits at the start, or restarts for ever.",
  source: "Electric 1.7.12, postgres/replication_client/connection_setup.ex 191-215",
  worst: "fail",
  act: { says: "Publish all four operations" },
  urgency: 320,
  foretells: ["read publication", "own publication"],
  refutedBy: ["read publication"],
  judge({ publication }) {
    if (publication === null) return notApplicable("There is no publication yet.");
    const missing = OPERATIONS.filter((operation) => !publication.publishes[operation]);
    if (missing.length === 0) return pass("Publishes insert, update, delete and truncate.");
    return fail({
      found: `${publication.name} does not publish ${missing.join(", ")}`,
      needed: "insert, update, delete and truncate",
      objects: [publication.name],
      ways: [
        {
          says: "Publish all four operations.",
          sql: `ALTER PUBLICATION ${quoteIdentifier(publication.name)} SET (publish = 'insert, update, delete, truncate');`,
        },
      ],
    });
  },
});
