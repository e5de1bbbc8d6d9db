import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import { defaultTarget, type Strategy } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesGeneratedColumns } from "./generated-columns";

type Case = {
  version?: number;
  relation?: Partial<Relation>;
  /** Option of the publication on stored generated columns; null without a publication. */
  option?: boolean | null;
  strategy?: Strategy;
};
const judged = ({ version = 180_004, relation = {}, option = true, strategy = "owner" }: Case) =>
  judge(
    tablesGeneratedColumns,
    snapshotWith((snapshot) => {
      snapshot.server.versionNum = version;
      snapshot.relations = [{ ...aTable, ...relation }];
      if (option === null) snapshot.publication = null;
      else if (snapshot.publication) snapshot.publication.generatedStored = version < 180_000 ? null : option;
    }),
    { ...defaultTarget, strategy },
  );
const stored = { generatedStored: ["total"] };
const virtual = { generatedVirtual: ["Full Name"] };

test("passes without generated columns on any version", () => {
  expect(judge(tablesGeneratedColumns, aSnapshot, defaultTarget).status).toBe("pass");
  expect(judged({}).status).toBe("pass");
});

test("below 18 a generated column of the key fails, because no shape is accepted with it or without it", () => {
  const relation = { generatedStored: ["total"], generatedKey: ["total"] };
  const finding = judged({ version: 170_010, relation });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toContain("Electric refuses a shape with them and a shape without the whole key");
  expect(judged({ version: 180_004, relation }).status).toBe("pass");
});

test.each([140_023, 150_018, 160_014, 170_010])("on version %i stored columns warn", (version) => {
  const finding = judged({ version, relation: stored });
  expect(finding).toMatchObject({ status: "warn", objects: ["public.orders"] });
  expect(finding.found).toContain("public.orders (total)");
});

test.each([
  ["published by the option", true, "owner", "pass"],
  ["without the option, automatic", false, "owner", "fail"],
  ["without the option, manual", false, "manual", "fail"],
  ["without a publication, which Electric makes with the option", null, "member", "pass"],
  ["without a publication that somebody else has to make", null, "manual", "warn"],
] as const)("on 18 stored columns %s: %s, %s, %s", (_, option, strategy, status) => {
  expect(judged({ relation: stored, option, strategy }).status).toBe(status);
});

test("names the statement that publishes stored columns", () => {
  expect(judged({ relation: stored, option: false }).ways[0]?.sql).toBe(
    `ALTER PUBLICATION "electric_publication_default" SET (publish_generated_columns = stored);`,
  );
});

test.each([true, false, null])("on 18 a virtual column fails whatever the option (%s)", (option) => {
  const finding = judged({ relation: virtual, option });
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toContain('public.orders ("Full Name")');
});

test("with both kinds and no option everything is offered at once", () => {
  const ways = judged({ relation: { ...stored, ...virtual }, option: false }).ways.map(
    ({ sql }) => sql ?? "",
  );
  expect(ways[0]).toContain("STORED");
  expect(ways[1]).toContain("publish_generated_columns");
});

test("does not apply without tables", () => {
  const empty = snapshotWith((snapshot) => (snapshot.relations = []));
  expect(judge(tablesGeneratedColumns, empty, defaultTarget).status).toBe("not applicable");
});
