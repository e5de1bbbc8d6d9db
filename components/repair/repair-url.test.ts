import { expect, test } from "vitest";
import { repairQuery, repairPath, EMPTY_REQUEST, readRepairUrl, titleOfWanted } from "./repair-url";

const RUN = "3f6c1c6e-0c1d-4b7a-9d3f-2f6f2f6f2f6f";
const read = (query: string) => readRepairUrl(new URLSearchParams(query));

test("an address without a query makes the database ready, with nothing chosen", () => {
  expect(read("")).toEqual(EMPTY_REQUEST);
  expect(EMPTY_REQUEST).toMatchObject({
    wanted: { kind: "ready" },
    strategy: null,
    password: null,
    run: null,
  });
});

test("an address names checks, the clean-up or the run that is to be undone", () => {
  expect(read("for=role.exists").wanted).toEqual({ kind: "checks", checks: ["role.exists"] });
  expect(read("for=role.exists,,%20role.exists,slot.state").wanted).toEqual({
    kind: "checks",
    checks: ["role.exists", "slot.state"],
  });
  expect(read("for=clean-up").wanted).toEqual({ kind: "clean-up" });
  expect(read(`undo=${RUN}&for=role.exists`).wanted).toEqual({ kind: "undo", run: RUN });
});

test("what cannot be is the default", () => {
  expect(read("strategy=best&former=hope&run=1&undo=../x&full=maybe&password=1&for=,")).toEqual(read(""));
});

test.each([
  "",
  "?for=role.exists%2Cslot.state&strategy=member",
  "?for=clean-up&hand=shop+owner",
  `?undo=${RUN}&run=${RUN}`,
  "?strategy=owner&former=membership&full=no&failover=no&reader=end&drop=a&drop=b&password=new",
  "?password=none",
])("what an address says is written as it was: %s", (query) => {
  expect(repairQuery(read(query))).toBe(query);
});

test("a link leads to one check, and to all", () => {
  expect(repairPath("1", { kind: "checks", checks: ["role.exists"] })).toBe(
    "/databases/1/repair?for=role.exists",
  );
  expect(repairPath("1", { kind: "ready" })).toBe("/databases/1/repair");
  expect(repairPath("1", { kind: "undo", run: RUN })).toBe(`/databases/1/repair?undo=${RUN}`);
});

test("the title says what the page is for, a check by its own title", () => {
  const titles = new Map([["role.exists", "Electric's role exists"]]);
  expect(titleOfWanted({ kind: "checks", checks: ["role.exists"] }, titles)).toBe(
    "Fix: Electric's role exists",
  );
  expect(titleOfWanted({ kind: "checks", checks: ["role.exists", "gone"] }, titles)).toBe("Fix 2 checks");
  expect(titleOfWanted({ kind: "ready" }, titles)).toBe("Make it ready");
});
