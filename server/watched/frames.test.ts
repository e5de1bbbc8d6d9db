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
  message("D", "\0\u0001\0\0\0\u0011no end of its own"),
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

const LIMITS = { message: 1_000, answer: 3_000, said: "it sent too much" };
const limited = () => new Frames(() => LIMITS);
const rowOf = (bytes: number): Buffer => {
  const head = message("D", "", bytes + 10);
  const shape = Buffer.alloc(6);
  shape.writeInt16BE(1);
  shape.writeInt32BE(bytes, 2);
  return Buffer.concat([head, shape, Buffer.alloc(bytes, "a")]);
};

test("a message is refused by the length that it says it has, before any of it has come", () => {
  for (const letter of ["S", "D", "N", "T", "C"])
    expect(limited().fault(message(letter, "", 5_000).subarray(0, 5))).toBe("it sent too much");
});

test("an answer is refused where its messages together take too much, and the next answer begins anew", () => {
  const frames = limited();
  const ready = message("Z", "I");
  for (let answer = 0; answer < 10; answer += 1) {
    expect(frames.fault(rowOf(900))).toBeNull();
    expect(frames.fault(rowOf(900))).toBeNull();
    expect(frames.fault(ready)).toBeNull();
  }
  expect(frames.fault(Buffer.concat([rowOf(950), rowOf(950), rowOf(950)]))).toBe("it sent too much");
});

test("ten thousand rows of nothing take more than their bytes", () => {
  const empty = message("D", "\0\0");
  expect(limited().fault(Buffer.concat(Array.from({ length: 100 }, () => empty)))).toBe("it sent too much");
});

test.each(["d", "H", "G", "c", "W", "x", "\0", "e"])("%j begins no message of ours", (letter) => {
  expect(new Frames().fault(message(letter, "abcd"))).toBe(
    "it sent a message that the protocol does not have here",
  );
});
