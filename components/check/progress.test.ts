import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import type { CheckEvent } from "@/lib/databases/visit";
import { afterEnd, afterEvent, started, summaryOf } from "./progress";

const finding = (id: string, status: Finding["status"]): Finding => ({
  id,
  group: "role",
  title: id,
  why: "",
  source: "",
  status,
  found: "",
  needed: "",
  objects: [],
  ways: [],
});

const stage = (name: "dns" | "tcp", ms: number): CheckEvent => ({
  type: "stage",
  stage: { stage: name, status: "ok", ms, detail: "" },
});

const after = (...events: CheckEvent[]) => events.reduce(afterEvent, started);

test("stages stand in the order in which they were told, each once", () => {
  const { stages } = after(stage("dns", 1), stage("tcp", 2), stage("tcp", 3));
  expect(stages.map(({ stage: name, ms }) => [name, ms])).toEqual([
    ["dns", 1],
    ["tcp", 3],
  ]);
});

test("findings gather as they come, and a later word on the same check counts", () => {
  const progress = after(
    { type: "findings", findings: [finding("role.exists", "unknown"), finding("role.login", "pass")] },
    { type: "findings", findings: [finding("role.exists", "fail")] },
    { type: "done", visitId: "00000000-0000-4000-8000-000000000000", verdict: "not ready" },
  );
  expect(progress.phase).toBe("done");
  expect(summaryOf(progress)).toBe("Not ready. 1 fail, 1 pass.");
});

test("a stream that ends without a word is a failure that says what to do", () => {
  const progress = afterEnd(after(stage("dns", 1)));
  expect(progress.phase).toBe("failed");
  expect(progress.error).toContain("Check again");
});

test("an error keeps what was known before it", () => {
  const progress = afterEnd(after(stage("dns", 1), { type: "error", message: "Archived." }));
  expect(progress).toMatchObject({ phase: "failed", error: "Archived.", stages: [{ stage: "dns" }] });
});
