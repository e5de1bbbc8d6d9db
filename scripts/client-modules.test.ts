import { beforeAll, expect, test } from "vitest";
import { graphOf, modules, type Graph } from "./module-graph";
import { textOf } from "./sources";

let graph: Graph;
beforeAll(async () => {
  graph = await graphOf(modules.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"));
});

/** Returns the shortest way by which the browser gets a module; null where it does not. Server actions are called, not loaded. */
function wayTo(goal: string, from: (file: string) => boolean): string[] | null {
  const clients = modules.filter((file) => /^"use client";/.test(textOf(file)) && from(file));
  const before = new Map<string, string | null>(clients.map((file) => [file, null]));
  const waiting = [...clients];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (file === goal) {
      const way: string[] = [];
      for (let at: string | null = file; at !== null; at = before.get(at) ?? null) way.unshift(at);
      return way;
    }
    for (const next of graph.get(file) ?? []) {
      if (before.has(next) || /^"use server";/m.test(textOf(next))) continue;
      before.set(next, file);
      waiting.push(next);
    }
  }
  return null;
}

test("the walk knows what the browser gets", () => {
  expect(wayTo("lib/troubleshoot/entries.ts", () => true)?.[0]).toMatch(/^components\/troubleshoot\//);
});

test("no page sends all checks with their texts to the browser (67 kB compressed)", () => {
  expect(wayTo("lib/checks/index.ts", () => true)).toBeNull();
});

test("the known errors go to the browser for the page of troubleshooting alone (38 kB compressed)", () => {
  expect(
    wayTo("lib/troubleshoot/entries.ts", (file) => !/^components\/troubleshoot\//.test(file)),
  ).toBeNull();
});
