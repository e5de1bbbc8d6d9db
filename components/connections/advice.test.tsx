import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { Advice } from "./advice";

/** Draws the advice on a server with this many connections; an admin has a button that writes the pool. */
function drawn(maxConnections: number, isAdmin: boolean): string {
  const snapshot = snapshotWith((seen) => {
    seen.server.maxConnections = maxConnections;
  });
  const budget = budgetOf(snapshot, defaultTarget);
  if (budget === null) throw new Error("the fixture's activity is seen");
  return renderToStaticMarkup(
    <Advice
      databaseId="one"
      target={defaultTarget}
      budget={budget}
      writePool={isAdmin ? () => Promise.resolve() : null}
    />,
  );
}

test("where a smaller pool fits, the button that writes it stands beside the advice", () => {
  expect(drawn(25, true)).toMatch(/Set the target to \d+<|Set the target to <!-- -->\d+/);
});

test("a member gets the way to the checks and no button that would be refused", () => {
  const html = drawn(25, false);
  expect(html).not.toContain("<button");
  expect(html).toContain('href="/databases/one/readiness"');
});

test("where the pool fits there is nothing to press", () => {
  const html = drawn(400, true);
  expect(html).toContain("fits");
  expect(html).not.toMatch(/<button|<a /);
});
