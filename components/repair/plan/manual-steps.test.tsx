import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import { atRest, keyOf, type Watch } from "./manual-step-state";
import { ManualSteps } from "./manual-steps";

const restart = "The server restarts and every connection drops.";
const walLevel: ManualStep = {
  check: "server.wal_level",
  title: "Set wal_level to logical",
  says: "Without it Electric does not start.",
  value: { name: "wal_level", to: "logical", now: "replica", sum: "Only logical has them." },
  path: ["Clusters", "<branch>", "Parameters"],
  commands: [{ label: "Command line", text: "pscale branch resize <database> <branch> --wait" }],
  restart,
  source: "PostgreSQL docs 20.5.1",
};
const connections: ManualStep = {
  ...walLevel,
  check: "budget.pool_fits",
  title: "Set max_connections to 60",
  value: { name: "max_connections", to: "60", now: "25", sum: "20 + 4 + 7 + 3 = 34" },
};

const drawn = (steps: readonly ManualStep[], watch: Partial<Watch> = {}, linked: string | null = null) =>
  renderToStaticMarkup(
    <ManualSteps
      steps={steps}
      linked={linked}
      watch={{ ...atRest, ...watch }}
      onCheck={() => undefined}
      onWatch={() => undefined}
      onStop={() => undefined}
    />,
  );

test("where SQL does everything nothing is drawn", () => {
  expect(drawn([])).toBe("");
});

test("a step shows its value with the sum, the clicks in order, the command to copy and the restart in words", () => {
  const html = drawn([walLevel]);
  for (const text of ["replica", "logical", "Only logical has them.", "Takes a restart.", restart, "Open"])
    expect(html).toContain(text);
  expect(html).toMatch(/Clusters.*&lt;branch&gt;.*Parameters/);
  expect(html).toContain('aria-label="Copy command"');
});

test("an empty value is told in words", () => {
  const value = { name: "synchronized_standby_slots", to: "", now: "standby_1", sum: "It waits." };
  expect(drawn([{ ...walLevel, value }])).toContain("an empty list");
});

test("the same restart is told once", () => {
  const html = drawn([walLevel, connections]);
  expect(html.split(restart)).toHaveLength(2);
  expect(html).toContain("The same restart as above.");
});

test("every step is closed with its status in sight, but for the one that the address leads to", () => {
  const watch = { trueNow: new Set([keyOf(walLevel)]) };
  const html = drawn([walLevel, connections], watch);
  expect(html).toContain("1 of 2 steps is true now.");
  expect(html).not.toMatch(/<details[^>]* open/);
  expect(html.match(/<summary.*?<\/summary>/g)?.map((line) => /True now|Open/.exec(line)?.[0])).toEqual([
    "True now",
    "Open",
  ]);
  const linked = drawn([walLevel, connections], watch, "budget.pool_fits");
  expect(linked.split("<li id=").map((item) => /<details[^>]* open/.test(item))).toEqual([
    false,
    false,
    true,
  ]);
});

test("the restart is told at the first step that still waits for it", () => {
  const html = drawn([walLevel, connections], { trueNow: new Set([keyOf(walLevel)]) });
  expect(html.split("</details>")[1]).toContain(restart);
});

test("one of two ways is settled, not true", () => {
  const way: ManualStep = { ...connections, either: true };
  const html = drawn([way], { trueNow: new Set([keyOf(way)]) });
  expect(html).toContain("Settled");
  expect(html).not.toContain("True now");
});

test("a step that no check shows says so, and is not waited for", () => {
  const html = drawn([{ ...walLevel, unseen: "No query shows it." }]);
  expect(html).toContain("Shows in no check");
  expect(html).toContain("No query shows it.");
  expect(html).not.toContain("Check again");
});

test("a check under way is an icon and a word at each open step", () => {
  expect(
    drawn([walLevel, connections], { phase: "checking" }).split("Checking</span>").length,
  ).toBeGreaterThan(2);
});

test("why the last check did not come about stands above the steps", () => {
  expect(drawn([walLevel], { error: "Headroom did not answer." })).toContain("Headroom did not answer.");
});

test("watching is a pressed button, and says how often it looks or what it waits for", () => {
  expect(drawn([walLevel], { watching: true, phase: "resting" })).toContain("Checking every 15 seconds.");
  const paused = drawn([walLevel], { watching: true, phase: "paused" });
  expect(paused).toContain("Watching goes on when this tab is looked at.");
  expect(paused).toContain('aria-pressed="true"');
});
