import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { reportOf } from "@/lib/report/json";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { printed } from "./print";

const manual: Target = { ...defaultTarget, strategy: "manual" };
const print = (snapshot: Snapshot, colours = false) => {
  const findings = judgeAll(checks, snapshot, manual);
  return printed(reportOf(snapshot, manual, findings, verdictOf(findings, checks)), colours);
};
const withTables = (...names: string[]) =>
  snapshotWith(({ relations }: ReachedSnapshot) =>
    names.forEach((name, at) => relations.push({ ...aTable, oid: at, name, published: null })),
  );

test("says the verdict, what was found and needed, why, and every way with its SQL", () => {
  const text = print(withTables("items"));
  expect(text).toContain("NOT READY: 1 thing keeps Electric from running.");
  expect(text).toMatch(/^FAIL {5}Publication lists the target's tables {2}publication\.tables$/m);
  expect(text).toContain(
    '      ALTER PUBLICATION "electric_publication_default" ADD TABLE\n        "public"."items";',
  );
  expect(text).toContain("Fix first: Publication lists the target's tables (publication.tables).");
});

test("paints only when it may, and the words are the same", () => {
  const [plain, painted] = [print(withTables("items")), print(withTables("items"), true)];
  expect(plain).not.toContain("\u001b");
  expect(painted).toContain("\u001b[31m");
  expect(painted.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain);
});

test("nothing that a table's name holds is obeyed by the terminal", () => {
  const text = print(withTables("\u001b[2Jgone\u009b31m\u0007\u202e", "a\rb\nREADY: all is well"));
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(text).not.toMatch(/^READY/m);
});

test("long lists end with the number of the rest", () => {
  const text = print(withTables(...Array.from({ length: 60 }, (_, at) => `t${at}`)));
  expect(text).toContain("public.t9 and 50 others");
  expect(text).toContain("-- and 41 lines more; --json has the whole");
});

test("without a session it names the reason once, not once per check", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const failure = { kind: "refused", stage: "tcp", sqlstate: null, said: "connection refused" } as const;
  const text = print({ takenAt, connection: { ...connection, failure }, electric, reached: false });
  expect(text.match(/^UNKNOWN/gm)).toBeNull();
  expect(text).toMatch(/\d+ could not be judged without a session\./);
  expect(text).toContain("Fix first: ");
});
