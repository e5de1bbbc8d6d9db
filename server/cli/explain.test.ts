import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { entries } from "@/lib/troubleshoot/entries";
import { printedExplanation } from "./explain";
import { explainReport, explainReportSchema } from "./explain-report";
import { readArguments } from "./options";
import { UsageError } from "./usage-error";

const printed = (asked: string): string =>
  printedExplanation(explainReport(asked), { colours: false, width: Number.POSITIVE_INFINITY });

describe("explain", () => {
  test("of a check's id prints its title, what it judges, its source and its errors", () => {
    const text = printed("tables.ownership");
    const check = checks.find(({ id }) => id === "tables.ownership");
    for (const part of [check?.title, check?.why, check?.source, "must-be-owner-of-table"])
      expect(text).toContain(part);
  });

  test("of a slug and of a text prints meaning, reaction, steps and checks", () => {
    for (const asked of ["too-many-connections", "FATAL:  sorry, too many clients already"]) {
      const text = printed(asked);
      expect(text).toContain("Retries without end.");
      expect(text).toContain("ELECTRIC_DB_POOL_SIZE=10");
      expect(text).toContain("(budget.pool_fits)");
    }
  });

  test("knows every check and every slug", () => {
    for (const { id } of checks) expect(explainReport(id).check?.id).toBe(id);
    for (const { slug } of entries) expect(explainReport(slug).errors[0]?.slug).toBe(slug);
  });

  test("of an unknown text says so and names the nearest", () => {
    expect(printed("you must be the owner of the table")).toMatch(/^This is not known\.\nThe nearest/);
    expect(printed("hello world")).toBe("This is not known.\n");
  });

  test("prints neither secrets nor control characters of a log", () => {
    const log =
      "connecting to postgresql://a:qQzZ@db/x: \u001b]0;owned\u0007must be owner of table \u202eitems";
    const text = printed(log);
    expect(text).toContain("must be owner of table");
    expect(text).not.toMatch(/qQzZ|\u001b|\u202e/);
  });

  test("has a report in its schema for each kind of question", () => {
    for (const asked of ["tables.ownership", "must-refetch", "must be owner of table a", "nothing"])
      expect(explainReportSchema.strict().parse(explainReport(asked))).toEqual(explainReport(asked));
  });
});

describe("the arguments of explain", () => {
  test("may be several words, a dash, and --json", () => {
    expect(readArguments(["explain", "too", "many", "connections"])).toEqual({
      command: "explain",
      asked: "too many connections",
      format: "people",
    });
    expect(readArguments(["explain", "-", "--json"])).toMatchObject({ asked: "-", format: "json" });
  });

  test.each([
    [["explain"]],
    [["explain", "  "]],
    [["explain", "x", "--role", "a"]],
    [["explain", "x", "--trial"]],
  ])("are refused in %j", (argv) => {
    expect(() => readArguments(argv)).toThrow(UsageError);
  });
});
