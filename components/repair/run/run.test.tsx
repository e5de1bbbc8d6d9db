import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RepairActions } from "@/components/repair/plan/actions";
import { RUN_STATES, type RunState } from "@/lib/repair/run/machine";
import type { RunShown } from "@/lib/repair/run/schema";
import { ComparedChecks } from "./compared-checks";
import { aRun, DATABASE } from "./fixture";
import { NextStep } from "./next-step";
import { RunHead } from "./run-head";
import { RunWays } from "./run-ways";
import { Blockers, Waiting } from "./waiting";
import { STATE_WORDS } from "./words";

const never = () => Promise.reject(new Error("Nothing is pressed here."));
const actions: RepairActions = {
  mayApply: true,
  start: never,
  cancel: never,
  takeUp: never,
  newPassword: never,
  propose: never,
};
const nothing = () => undefined;

const ways = (change: Partial<RunShown>, admin = true) =>
  renderToStaticMarkup(
    <RunWays
      databaseId={DATABASE}
      run={aRun(change)}
      actions={admin ? actions : null}
      as={null}
      onAsked={nothing}
      onPlan={nothing}
      onLookAgain={nothing}
    />,
  );

test("every state has a word and a sentence", () => {
  for (const state of RUN_STATES)
    expect(renderToStaticMarkup(<RunHead run={aRun({ state })} />)).toContain(STATE_WORDS[state].word);
});

test("what the run itself says goes before what is said of its state", () => {
  const html = renderToStaticMarkup(<RunHead run={aRun({ state: "refused", says: "role.exists fails." })} />);
  expect(html).toContain("role.exists fails.");
  expect(html).not.toContain(STATE_WORDS.refused.says);
});

test("a run is offered its cancel while that changes nothing, and only to an admin", () => {
  expect(ways({ state: "waiting" })).toContain("Cancel");
  expect(ways({ state: "committing" })).not.toContain("Cancel");
  expect(ways({ state: "waiting" }, false)).not.toContain("Cancel");
});

test.each<[RunState, Partial<RunShown>, string]>([
  ["applied", { undoable: true }, "Undo"],
  ["unfinished", {}, "Try the rest again"],
  ["changed", {}, "Look again"],
])("a run that is %s offers an admin the way on, and a member none", (state, change, button) => {
  expect(ways({ state, ...change })).toContain(`>${button}<`);
  expect(ways({ state, ...change }, false)).not.toContain(`>${button}<`);
});

const next = (change: Partial<RunShown>) =>
  renderToStaticMarkup(<NextStep databaseId={DATABASE} run={aRun(change)} password={null} />);

test("a run that made the database ready leads to Connect Electric; one that took Electric away does not", () => {
  const connect = `href="/databases/${DATABASE}/connect"`;
  expect(next({ state: "applied" })).toContain(connect);
  expect(next({ state: "rehearsed", dry: true })).not.toContain(connect);
  expect(next({ state: "refused" })).not.toContain(connect);
  const { plan } = aRun({});
  expect(next({ state: "applied", plan: { ...plan, for: { kind: "clean-up" } } })).not.toContain(connect);
  expect(next({ state: "applied", plan: { ...plan, for: { kind: "undo", run: "r" } } })).not.toContain(
    connect,
  );
});

test("what was undone says so and is not offered again", () => {
  const html = ways({ state: "applied", undoable: true, undoneBy: "4f6c1c6e-0c1d-4b7a-9d3f-2f6f2f6f2f6f" });
  expect(html).toContain("It was undone by");
  expect(html).not.toContain(">Undo<");
});

const blockers = Array.from({ length: 12 }, (_, at) => ({
  pid: 100 + at,
  role: "shop",
  applicationName: "<b>worker</b>",
  state: "active",
  ageMs: 5_000,
  table: "public.orders",
  mode: "ROW EXCLUSIVE",
}));

test("a run that gave up names everybody who held its locks, where its own sentence names only the first", () => {
  const html = renderToStaticMarkup(<Blockers blockers={blockers.slice(0, 2)} />);
  expect(html.match(/session 1\d\d of shop/g)).toHaveLength(2);
  expect(renderToStaticMarkup(<Blockers blockers={blockers.slice(0, 1)} />)).toBe("");
});

test("a name that is read from right to left does not reorder what stands beside it", () => {
  expect(renderToStaticMarkup(<RunHead run={aRun({ by: "مدير" })} />)).toContain("<bdi>مدير</bdi>");
});

test("who holds the lock is named, the first ten of many", () => {
  const html = renderToStaticMarkup(<Waiting attempt={1} nextTryAt={null} blockers={blockers} />);
  expect(html).not.toContain("<b>");
  expect(html.match(/session 1\d\d of shop/g)).toHaveLength(10);
  expect(html).toContain("and 2 more");
});

test("the checks before and after say which were promised", () => {
  const html = renderToStaticMarkup(
    <ComparedChecks
      dry={false}
      compared={[
        { check: "a", title: "Moved", promised: false, before: "pass", after: "warn", found: "" },
        { check: "b", title: "Kept its word", promised: true, before: "fail", after: "pass", found: "" },
      ]}
    />,
  );
  expect(html).toContain('aria-label="Checks before and after"');
  expect(html.indexOf("Kept its word")).toBeLessThan(html.indexOf("Moved"));
  expect(html.match(/>Promised</g)).toHaveLength(1);
});

test("a finding of the trial was not tried before the run, where a check was not applicable", () => {
  const shown = (check: string) =>
    renderToStaticMarkup(
      <ComparedChecks
        dry={false}
        compared={[
          { check, title: "A", promised: false, before: "not applicable", after: "pass", found: "" },
        ]}
      />,
    );
  expect(shown("trial.read")).toContain("Not tried");
  expect(shown("trial.read")).not.toContain("Not applicable");
  expect(shown("role.select")).toContain("Not applicable");
});
