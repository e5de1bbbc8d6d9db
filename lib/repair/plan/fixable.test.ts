import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { fixableOf } from "./fixable";

test("what fails or warns can be fixed where a remedy is offered for it, and what SQL cannot do is left out", () => {
  expect(
    fixableOf([
      { id: "role.exists", status: "fail" },
      { id: "role.select", status: "warn" },
      { id: "role.connect", status: "pass" },
      { id: "role.schema_usage", status: "unknown" },
      { id: "server.version", status: "fail" },
    ]),
  ).toEqual(["role.exists", "role.select"]);
});

test("a remedy is offered for checks that exist, and for more than a few of them", () => {
  const all = fixableOf(checks.map(({ id }) => ({ id, status: "fail" as const })));
  expect(all.length).toBeGreaterThan(10);
});
