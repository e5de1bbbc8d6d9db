import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Status } from "@/lib/checks/finding";
import type { Ignored } from "@/lib/report/ignored";
import { briefFinding } from "./brief";
import { IgnorePanel } from "./ignore-panel";

const done = () => Promise.resolve();
const ignored: Ignored = {
  checkId: "slot.lag",
  reason: "a copy",
  until: null,
  was: "fail",
  by: "Ada",
  at: "",
};

function drawn(status: Status, set: Ignored | null) {
  const texts = { id: "slot.lag", title: "The slot keeps up", why: "", source: "", found: "", needed: "" };
  const finding = briefFinding({ ...texts, group: "slot", status, objects: [], ways: [] }, null, set);
  return renderToStaticMarkup(
    <IgnorePanel finding={finding} actions={{ ignore: done, takeBack: done }} onChange={() => undefined} />,
  );
}

test.each(["fail", "warn", "unknown"] as const)("what says %s can be ignored", (status) => {
  expect(drawn(status, null)).toContain("Ignore …");
});

test("what passes or does not apply cannot be ignored", () => {
  expect(drawn("pass", null)).toBe("");
  expect(drawn("not applicable", null)).toBe("");
});

test("what is ignored can be taken back, also once it passes", () => {
  expect(drawn("fail", ignored)).toContain("Take back");
  expect(drawn("pass", ignored)).toContain("Take back");
});
