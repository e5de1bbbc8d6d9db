import { expect, test } from "vitest";
import { databaseMetrics } from ".";
import { someFacts } from "./fixture";
import { databasesText } from "./text";

test("each metric has its help and its type above its values", () => {
  const text = databasesText([someFacts()]);
  for (const [name, { help }] of databaseMetrics)
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name}{`);
  expect(text).toContain(
    'headroom_database_headroom_connections{database_id="00000000-0000-4000-8000-000000000001",database="Orders",group="shop"} 71\n',
  );
  expect(text).toContain(',group="shop",verdict="ready with warnings"} 1\n');
});

test("a name with quotes, backslashes and line breaks stays one value of one line", () => {
  const text = databasesText([someFacts({ name: 'a"} 1\nb\\c', group: "" })]);
  expect(text).toContain('database="a\\"} 1\\nb\\\\c",group=""}');
  for (const line of text.trim().split("\n"))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) headroom_\w+ .+|headroom_\w+\{.+\} -?[\d.e+]+)$/);
});

test("helps fit into one line, and names follow the conventions of Prometheus", () => {
  for (const [name, { help }] of databaseMetrics) {
    expect(help).toMatch(/^[^\n\\]+[^.\n\\]$/);
    expect(name).toMatch(/^headroom_[a-z]+(?:_[a-z]+)*$/);
  }
});
