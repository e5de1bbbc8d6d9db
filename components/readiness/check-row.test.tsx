import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Finding } from "@/lib/checks/finding";
import type { Ignored } from "@/lib/report/ignored";
import { briefFinding } from "./brief";
import { CheckRow } from "./check-row";

const hostile = '<img src=x onerror="alert(1)">';

const finding: Finding = {
  id: "tables.ownership",
  group: "tables",
  title: "Electric's role has the owner's rights",
  why: "It alters the tables.",
  source: "configuration.ex",
  status: "fail",
  found: `${hostile} belongs to another role`,
  needed: "the owner's rights",
  objects: [hostile, "public.orders"],
  ways: [
    { says: "Grant it.", sql: `ALTER TABLE "${hostile}" OWNER TO electric;` },
    { says: "Or go manual." },
  ],
};

const history = {
  since: "2026-11-22T03:00:00.000Z",
  failingSince: "2026-11-22T03:00:00.000Z",
  lastOk: null,
};

const drawn = (change: Partial<Finding>, open: boolean, ignored: Ignored | null = null) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <ul>
        <CheckRow
          databaseId="00000000-0000-4000-8000-000000000000"
          takenAt="2026-11-23T03:00:00.000Z"
          finding={briefFinding({ ...finding, ...change }, history, ignored)}
          open={open}
          awaited={false}
          onToggle={() => undefined}
        />
      </ul>
    </QueryClientProvider>,
  );

test("text from a database stays text, in the row and in its detail", () => {
  const html = drawn({}, true);
  expect(html).not.toContain("<img");
  expect(html.match(/&lt;img/g)?.length).toBeGreaterThanOrEqual(4);
});

test("a closed row holds no detail, an open one says found, needed, why and every way", () => {
  expect(drawn({}, false)).not.toContain("It alters the tables.");
  const html = drawn({}, true);
  for (const part of ["the owner&#x27;s rights", "It alters the tables.", "Grant it.", "Or go manual."])
    expect(html).toContain(part);
});

test("what fails and what warns says since when, and opened that it never passed; what passes says neither", () => {
  expect(drawn({}, false)).toContain("failing since");
  expect(drawn({ status: "warn" }, false)).toContain("warning since");
  expect(drawn({}, true)).toContain("never passed yet");
  expect(drawn({ status: "pass" }, true)).not.toMatch(/since|never passed/);
});

test("the status is a word, not only a colour", () => {
  expect(drawn({ status: "unknown" }, false)).toContain("Unknown");
});

test("what is ignored says so in words in its row, also text that somebody typed", () => {
  const ignored = {
    checkId: finding.id,
    reason: hostile,
    until: "2026-12-23",
    was: "fail" as const,
    by: "Ada",
    at: "",
  };
  const html = drawn({}, false, ignored);
  expect(html).toContain("ignored until 23 Dec 2026 by Ada: &lt;img");
  expect(html).not.toContain("<img");
  expect(drawn({ status: "pass" }, false, ignored)).not.toContain("ignored until");
});
