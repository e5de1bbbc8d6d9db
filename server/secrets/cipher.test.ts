import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CannotOpen, keyOf, open, seal } from "./cipher";

const key = keyOf(randomBytes(32));
const place = { row: "7d0f", field: "password" };

test("any text comes back as it was, in its own place", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), fc.string(), (text, row, field) => {
      const here = { row, field };
      expect(open([key], here, seal(key, here, text))).toBe(Buffer.from(text, "utf8").toString("utf8"));
    }),
  );
});

test("a ciphertext that was moved to another row or field does not open", () => {
  const sealed = seal(key, place, "secret");
  expect(() => open([key], { ...place, row: "other" }, sealed)).toThrow(CannotOpen);
  expect(() => open([key], { ...place, field: "token" }, sealed)).toThrow(CannotOpen);
});

test("one changed bit anywhere is noticed", () => {
  const sealed = seal(key, place, "secret");
  fc.assert(
    fc.property(fc.nat(sealed.ciphertext.length - 1), fc.nat(7), (at, bit) => {
      const changed = Buffer.from(sealed.ciphertext);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      expect(() => open([key], place, { ...sealed, ciphertext: changed })).toThrow(CannotOpen);
    }),
  );
});

test("an older key of the ring still opens what it sealed, an unknown one opens nothing", () => {
  const older = keyOf(randomBytes(32));
  const sealed = seal(older, place, "secret");
  expect(open([key, older], place, sealed)).toBe("secret");
  expect(() => open([key], place, sealed)).toThrow(CannotOpen);
});

test("the same text sealed twice looks different, and neither shows the text", () => {
  const [one, two] = [seal(key, place, "a long secret"), seal(key, place, "a long secret")];
  expect(one.nonce.equals(two.nonce)).toBe(false);
  expect(one.ciphertext.includes("a long secret")).toBe(false);
});
