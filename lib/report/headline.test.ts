import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import type { Finding, Status } from "@/lib/checks/finding";
import { verdictOf } from "@/lib/checks/verdict";
import { headlineOf, nextAction } from "./headline";

const finding = (id: string, status: Status): Finding => ({
  id,
  status,
  group: "server",
  title: id,
  why: "",
  source: "",
  found: "",
  needed: "",
  objects: [],
  ways: [],
});

describe("the headline", () => {
  test.each([
    ["not ready", ["fail", "fail", "fail", "warn"], "3 things keep Electric from running"],
    ["not ready", ["fail", "pass"], "1 thing keeps Electric from running"],
    ["unknown", ["unknown"], "1 check could not look, so it is not known whether Electric would run"],
    ["ready with warnings", ["warn", "warn"], "Electric can run, with 2 warnings"],
    ["ready with warnings", ["unknown"], "Electric can run; 1 check could not look"],
    ["ready", ["pass", "not applicable"], "Electric can run on this database"],
  ] as const)("of %s with %j is “%s”", (verdict, statuses, headline) => {
    expect(
      headlineOf(
        statuses.map((status, at) => finding(`server.${at}`, status)),
        verdict,
      ),
    ).toBe(headline);
  });
});

describe("the headline of an empty target", () => {
  const target = { ...finding("tables.target", "unknown"), found: "No table in public; core has 1" };

  test("says so, and which schemas hold tables", () => {
    expect(headlineOf([target], "unknown")).toBe("No table in public; core has 1");
    expect(headlineOf([target, finding("slot.state", "unknown")], "unknown")).toBe(
      "No table in public; core has 1. 1 check could not look",
    );
  });

  test("is never ready", () => {
    expect(verdictOf([target], checks)).toBe("unknown");
  });
});

describe("the next action", () => {
  test("is what the others depend on, whatever the order of the list", () => {
    const findings = [
      finding("publication.tables", "fail"),
      finding("role.exists", "fail"),
      finding("server.wal_level", "fail"),
    ];
    expect(nextAction(findings)?.id).toBe("server.wal_level");
  });

  test("is a failure before an unknown before a warning", () => {
    const findings = [
      finding("connection.direct", "warn"),
      finding("role.exists", "unknown"),
      finding("slot.state", "fail"),
    ];
    expect(nextAction(findings)?.id).toBe("slot.state");
    expect(nextAction(findings.slice(0, 2))?.id).toBe("role.exists");
    expect(nextAction(findings.slice(0, 1))?.id).toBe("connection.direct");
  });

  test("is the first of those that no order names", () => {
    expect(nextAction([finding("slot.lag", "warn"), finding("slot.orphans", "warn")])?.id).toBe("slot.lag");
  });

  test("is none when nothing is to do", () => {
    expect(nextAction([finding("slot.lag", "pass")])).toBeNull();
  });

  test("can be any check of the list", () => {
    for (const { id } of checks) expect(nextAction([finding(id, "fail")])?.id).toBe(id);
  });
});
