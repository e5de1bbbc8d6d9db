import path from "node:path";
import { describe, expect, test } from "vitest";
import { graphOf, modules, type Graph } from "./module-graph";
import { textOf } from "./sources";

/*
 * The linter's rule against circles builds a graph of all modules for every file that it looks at, which took nine
 * tenths of its time, and it was told to give up after four modules. Here one graph is built, and a circle may be of any
 * length.
 */
/** Returns the modules of one circle, the first again at its end; null where there is none. */
function circleIn(graph: Graph): string[] | null {
  const clear = new Set<string>();
  const follow = (file: string, trail: string[]): string[] | null => {
    if (clear.has(file)) return null;
    const start = trail.indexOf(file);
    if (start >= 0) return [...trail.slice(start), file];
    for (const next of graph.get(file) ?? []) {
      const circle = follow(next, [...trail, file]);
      if (circle !== null) return circle;
    }
    clear.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = follow(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** The room that a module stands in. A file beside rooms, such as `server/env.ts`, is a room of its own. */
function roomOf(file: string): string {
  const parts = file.split("/");
  const depth = parts[0] === "app" ? 1 : parts[1] === "repair" ? 3 : 2;
  return parts.slice(0, depth).join("/");
}

/** Imports in the text of a module, those of types among them. */
const IMPORTED = /(?:from|import\() ?"(@\/|\.{1,2}\/)([^"]+)"/g;

/** Returns each pair of rooms that import from one another, with the two imports that make it one; tests and fixtures not counted. */
function mutualPairs(sources: ReadonlyMap<string, string>): string[] {
  const imports = new Map<string, string>();
  for (const [file, text] of sources)
    for (const [, start, rest] of text.matchAll(IMPORTED)) {
      const target = start === "@/" ? rest : path.posix.join(path.posix.dirname(file), `${start}${rest}`);
      const found = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((one) =>
        sources.has(one ?? ""),
      );
      if (found === undefined || roomOf(found) === roomOf(file)) continue;
      imports.set(`${roomOf(file)} > ${roomOf(found)}`, `${file} imports ${found}`);
    }
  return [...imports].flatMap(([pair, one]) => {
    const [from = "", to = ""] = pair.split(" > ");
    const back = imports.get(`${to} > ${from}`);
    return from < to && back !== undefined ? [`${one}, ${back}`] : [];
  });
}

const isForTests = (file: string): boolean =>
  /\.test\.tsx?$|\/(testing|faults|hostile)\/|fixture\.tsx?$/.test(file);

describe("rooms", () => {
  test("no two rooms import from one another, types among what is imported", () => {
    const sources = modules.filter(
      (file) => /^(app|components|lib|server)\//.test(file) && !isForTests(file),
    );
    expect(sources.length).toBeGreaterThan(500);
    expect(mutualPairs(new Map(sources.map((file) => [file, textOf(file)])))).toEqual([]);
  });

  test("a pair is found by a type alone, and files of one room are none", () => {
    const sources = new Map([
      ["lib/a/one.ts", 'import type { Two } from "@/lib/b/two";'],
      ["lib/b/two.ts", 'import { three } from "../a/three";'],
      ["lib/a/three.ts", 'import { one } from "./one";'],
    ]);
    expect(mutualPairs(sources)).toEqual([
      "lib/a/one.ts imports lib/b/two.ts, lib/b/two.ts imports lib/a/three.ts",
    ]);
  });
});

describe("imports", () => {
  test("no module of ours needs itself, over however many others", async () => {
    const all = modules;
    const graph = await graphOf(all.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"));
    expect(all.filter((file) => !graph.has(file))).toEqual([]);
    expect([...graph.values()].flat().length).toBeGreaterThan(2 * all.length);
    expect(circleIn(graph)).toBeNull();
  });

  test("a circle is found however long it is, and where two ways lead to one module there is none", () => {
    const chain = Array.from({ length: 30 }, (_none, at): [string, string[]] => [`m${at}`, [`m${at + 1}`]]);
    const open: Graph = new Map([...chain, ["m30", []], ["start", ["m0", "m9"]]]);
    expect(circleIn(open)).toBeNull();
    const closed = circleIn(new Map([...open, ["m30", ["m2"]]]));
    expect(closed).toHaveLength(30);
    expect(closed?.at(0)).toBe(closed?.at(-1));
  });
});
