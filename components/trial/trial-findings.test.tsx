import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import { TrialFindings } from "./trial-findings";

const hostile = '<img src=x onerror="alert(1)">';

const finding: Finding = {
  id: "trial.tables",
  group: "trial",
  title: "Electric can publish each table",
  why: "In automatic mode Electric adds a table.",
  source: "Tried",
  status: "fail",
  found: `${hostile} cannot be published`,
  needed: "ALTER PUBLICATION on each table",
  objects: [hostile],
  ways: [{ says: "Disable it.", sql: "ALTER EVENT TRIGGER frozen DISABLE;" }],
};

test("a failure stands with what was found and needed, why, and each option with its SQL", () => {
  const html = renderToStaticMarkup(<TrialFindings databaseId="d" findings={[finding]} causes={[]} />);
  for (const part of [
    "cannot be published",
    "Needed: ALTER PUBLICATION",
    "In automatic mode",
    "Disable it.",
    "DISABLE;",
  ])
    expect(html).toContain(part);
  expect(html).not.toContain("<img");
});

test("a pass is one line and what was seen, and stands below the failures", () => {
  const passed: Finding = {
    ...finding,
    id: "trial.role",
    title: "It acts",
    status: "pass",
    found: "it worked",
  };
  const html = renderToStaticMarkup(<TrialFindings databaseId="d" findings={[passed]} causes={[]} />);
  expect(html).toContain("it worked");
  expect(html).not.toContain("DISABLE");
  const both = renderToStaticMarkup(
    <TrialFindings databaseId="d" findings={[passed, finding]} causes={[]} />,
  );
  expect(both.indexOf("it worked")).toBeGreaterThan(both.indexOf("cannot be published"));
});

test("a failure leads to the failing check that tells its cause", () => {
  const causes = [
    { finding: finding.id, check: "tables.ownership", title: "Electric's role owns each table" },
  ];
  const html = renderToStaticMarkup(<TrialFindings databaseId="d" findings={[finding]} causes={causes} />);
  expect(html).toContain("/databases/d/readiness?check=tables.ownership");
  expect(html).toContain("Failing check: ");
});
