import { expect, test } from "vitest";
import { reachedSchema } from "@/lib/snapshot/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { findingOf, withDatabase } from "./harness";

test.each(MAJORS)(
  "a fault on Postgres %i is found, and gone with its database, roles and slots",
  async (major) => {
    const fault = {
      major,
      sql: [
        `CREATE ROLE electric LOGIN REPLICATION;
       CREATE PUBLICATION electric_publication_default WITH (publish = 'insert, update, delete');`,
        `SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput');`,
      ],
    };
    expect(await findingOf("publication.operations", fault)).toMatchObject({ status: "fail" });
    await withDatabase({ major }, async (database) => {
      const snapshot = reachedSchema.parse(await database.look());
      expect(snapshot).toMatchObject({ role: null, publication: null, slots: [] });
    });
  },
);
