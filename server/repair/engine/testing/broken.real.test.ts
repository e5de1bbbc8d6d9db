import { describe, expect, test } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "@/server/watched/faults/harness";
import { brokenDatabases, PER_SEED } from "./broken";
import { dumpCatalogue } from "./dump";
import { troubleIn, workOfAll } from "./workload";

/** `BROKEN=all` looks at every database of the seed. */
const every = process.env.BROKEN === "all" ? 1 : 8;

describe.each(MAJORS)("broken databases of Postgres %i", (major) => {
  const sample = brokenDatabases(1, major).filter((_broken, turn) => turn % every === major % every);

  test("are the same ones for the same seed, and others for another", () => {
    expect(brokenDatabases(1, major)).toEqual(brokenDatabases(1, major));
    expect(brokenDatabases(2, major)).not.toEqual(brokenDatabases(1, major));
    expect(new Set(brokenDatabases(1, major).map(({ name }) => name)).size).toBe(PER_SEED);
  });

  test.each(sample)("work for the application: $name", async (broken) => {
    await withDatabase({ major, sql: broken.sql }, async ({ admin, session }) => {
      const before = await dumpCatalogue(admin);
      const worked = await workOfAll(session, broken);
      expect(troubleIn(worked)).toEqual([]);
      expect(Object.keys(worked)).toContain(broken.apps[0]);
      expect(await workOfAll(session, broken)).toEqual(worked);
      expect(await dumpCatalogue(admin)).toEqual(before);
    });
  });
});
