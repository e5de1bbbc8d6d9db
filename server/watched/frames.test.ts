import { expect, test } from "vitest";
import { Frames } from "./frames";

const message = (letter: string, body: string, length = Buffer.byteLength(body) + 4): Buffer => {
  const head = Buffer.alloc(5);
  head.write(letter, "latin1");
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(body)]);
};
const GOOD = [
  message("R", "\0\0\0\0"),
  message("N", "SNOTICE\0Mhello\0\0"),
  message("1", ""),
  message("D", "no end of its own"),
  message("E", "SERROR\0C42P01\0Mno such thing\0\0"),
  message("Z", "I"),
];
const BAD = [
  ["an error whose fields have no end", message("E", "SERROR\0Mno end\0")],
  ["an error whose last field has no end", message("E", "SERROR")],
  ["an error without a field", message("E", "")],
  ["a notice whose fields have no end", message("N", "SNOTICE\0Mx")],
  ["a message that is shorter than its own length", message("Z", "", 3)],
  ["a message without a length", message("S", "", 0)],
] as const;

const accepted = (bytes: Buffer, size: number): boolean => {
  const frames = new Frames();
  for (let at = 0; at < bytes.length; at += size)
    if (!frames.accepts(bytes.subarray(at, at + size))) return false;
  return true;
};

test.each([1, 2, 3, 5, 7, 64, 4096])("a conversation passes, in pieces of %i bytes", (size) => {
  expect(accepted(Buffer.concat(GOOD), size)).toBe(true);
});

test.each(BAD)("%s does not, wherever the pieces are cut", (_what, bad) => {
  for (const size of [1, 2, 3, 5, 7, 64, 4096]) {
    expect(accepted(bad, size)).toBe(false);
    expect(accepted(Buffer.concat([...GOOD, bad]), size)).toBe(false);
    expect(accepted(Buffer.concat([bad, ...GOOD]), size)).toBe(false);
  }
});

test("an error that is not whole yet is waited for", () => {
  const error = message("E", "SERROR\0Mlate\0\0");
  const frames = new Frames();
  expect(frames.accepts(error.subarray(0, error.length - 1))).toBe(true);
  expect(frames.accepts(error.subarray(error.length - 1))).toBe(true);
});

test("nothing at all is accepted", () => {
  expect(new Frames().accepts(Buffer.alloc(0))).toBe(true);
});
