import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import { briefFinding, FIRST_OBJECTS, FIRST_SQL, isCut } from "./brief";

const finding = (objects: string[], sql?: string): Finding => ({
  id: "role.select",
  group: "role",
  title: "Electric's role reads every table",
  why: "",
  source: "",
  status: "fail",
  found: "",
  needed: "",
  objects,
  ways: [{ says: "Grant it.", sql }],
});

const names = (count: number) => Array.from({ length: count }, (_, at) => `public.t${at}`);

test("a small finding is whole", () => {
  const brief = briefFinding(finding(names(FIRST_OBJECTS), "GRANT SELECT ON t TO electric;"));
  expect(brief).toMatchObject({ objectCount: FIRST_OBJECTS, ways: [{ moreLines: 0 }] });
  expect(isCut(brief)).toBe(false);
});

test("of many objects the first ten stay, and the count of all", () => {
  const brief = briefFinding(finding(names(10_000)));
  expect(brief.objects).toEqual(names(FIRST_OBJECTS));
  expect(brief.objectCount).toBe(10_000);
  expect(isCut(brief)).toBe(true);
});

test("long SQL is cut between its lines, and what was left out is counted", () => {
  const line = "ALTER TABLE t REPLICA IDENTITY FULL;";
  const sql = Array.from({ length: 1000 }, () => line).join("\n");
  const [way] = briefFinding(finding([], sql)).ways;
  const kept = way?.sql?.split("\n") ?? [];
  expect(kept.every((each) => each === line)).toBe(true);
  expect(way?.sql?.length).toBeLessThanOrEqual(FIRST_SQL);
  expect(kept.length + (way?.moreLines ?? 0)).toBe(1000);
});

test("one line that is longer than all that fits is kept whole", () => {
  const [way] = briefFinding(finding([], "x".repeat(FIRST_SQL * 2))).ways;
  expect(way).toMatchObject({ moreLines: 0 });
});
