import { expect, test } from "vitest";
import { RowShape } from "./row-shape";

const int16 = (value: number) => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const row = (...parts: (number | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? int32(part) : Buffer.from(part))));

/** The shape of a row that came in pieces of this size. */
function shapeOf(bytes: Buffer, size: number): RowShape {
  const shape = new RowShape();
  for (let at = 0; at < bytes.length; at += size) shape.take(bytes.subarray(at, at + size));
  return shape;
}
const SIZES = [1, 2, 3, 7, 4096];

test.each([
  ["no field", Buffer.concat([int16(0)])],
  ["a value, an empty one and NULL", Buffer.concat([int16(3), row(5, "hello", 0, -1)])],
])("a row of %s is whole, wherever the pieces are cut", (_what, bytes) => {
  for (const size of SIZES) expect(shapeOf(bytes, size)).toMatchObject({ isWhole: true, isWrong: false });
});

test.each([
  ["a length that leads backwards", Buffer.concat([int16(2), row(3, "abc", -7)])],
  ["more than its fields", Buffer.concat([int16(1), row(1, "a", "b")])],
  ["less than its fields", Buffer.concat([int16(2), row(1, "a")])],
  ["a value that is cut off", Buffer.concat([int16(1), row(9, "abc")])],
  ["a negative number of fields", int16(-5)],
  ["no count", Buffer.alloc(1)],
])("a row with %s is none", (_what, bytes) => {
  for (const size of SIZES) expect(shapeOf(bytes, size).isWhole).toBe(false);
});

test("what a row takes in memory counts its fields and the brackets of its JSON, not its bytes alone", () => {
  const plain = shapeOf(Buffer.concat([int16(1), row(6, "aaaaaa")]), 4096).cost;
  const nested = shapeOf(Buffer.concat([int16(1), row(6, "[{},{}")]), 4096).cost;
  expect(nested).toBeGreaterThan(plain + 3 * 50);
  expect(shapeOf(Buffer.concat([int16(3), row(2, "aa", 2, "aa", 2, "aa")]), 4096).cost).toBeGreaterThan(
    plain,
  );
});
