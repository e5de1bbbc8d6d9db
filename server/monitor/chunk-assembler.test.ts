import { expect, test } from "vitest";
import { ChunkAssembler, chunksOf } from "./chunk-assembler";

const ONE = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";

/** Text that compresses badly. */
const noise = (length: number) => Array.from({ length }, () => Math.random().toString(36).slice(2)).join("é");

test("a message of any size comes out as it went in, also between the parts of another", () => {
  const [big, small] = [noise(20_000), "small"];
  const [first = "", ...rest] = chunksOf(ONE, big);
  expect(rest.length).toBeGreaterThan(5);
  expect(Math.max(...[first, ...rest].map((part) => Buffer.byteLength(part)))).toBeLessThan(8000);
  const parts = new ChunkAssembler(OTHER);
  expect(parts.take(first)).toBeNull();
  expect(chunksOf(ONE, small).map((part) => parts.take(part))).toEqual([small]);
  expect(rest.map((part) => parts.take(part)).at(-1)).toBe(big);
});

test("our own messages and nonsense are nothing", () => {
  const parts = new ChunkAssembler(ONE);
  for (const payload of [...chunksOf(ONE, "own"), "", "{}", "null", '{"from":1}'])
    expect(parts.take(payload)).toBeNull();
});
