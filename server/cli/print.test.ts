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
const print = (snapshot: Snapshot, look: { colours?: boolean; verbose?: boolean; width?: number } = {}) => {
  const findings = judgeAll(checks, snapshot, manual);
  const report = reportOf(snapshot, manual, findings, verdictOf(findings, checks));
  return printed(report, { colours: false, verbose: true, width: Number.POSITIVE_INFINITY, ...look });
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
  expect(text).toMatch(/^Fix first\n\nFAIL {5}Publication lists the target's tables/m);
});

test("begins with the verdict and what to fix first; the reasons and further options are for --verbose", () => {
  const short = print(withTables("items"), { verbose: false, width: 80 });
  const [place, verdict, counts] = short.split("\n");
  expect(place).toContain(" at ");
  expect(verdict).toMatch(/^NOT READY: /);
  expect(counts).toMatch(/^Checks: 1 fails, (?:\d+ warns?, )?\d+ pass/);
  expect(short.indexOf("Fix first")).toBeLessThan(short.indexOf("ALTER PUBLICATION"));
  expect(short).not.toContain("  why        ");
  expect(short).toContain("--verbose has the reasons");
  const full = print(withTables("items"));
  expect(full).toContain("  why        ");
  expect(full).toMatch(/^PASS +/m);
  expect(short).not.toMatch(/^PASS +/m);
});

test("is wrapped to the terminal, but for SQL", () => {
  const text = print(withTables("items".repeat(12)), { width: 60 });
  const wide = text.split("\n").filter((line) => line.length > 60);
  expect(wide.every((line) => /^ {6}|_/.test(line))).toBe(true);
  expect(wide.length).toBeGreaterThan(0);
});

test("paints only when it may, and the words are the same", () => {
  const [plain, painted] = [print(withTables("items")), print(withTables("items"), { colours: true })];
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
  expect(text).toMatch(/^COULD NOT BE JUDGED: There was no session with the database\.$/m);
  expect(text).not.toContain("NOT READY");
  expect(text).toMatch(/\d+ could not look/);
  expect(text).toContain("Fix first\n");
});
