import fc from "fast-check";
import { expect, test } from "vitest";
import { applyMaskedEdit } from "./masked-edit";

const word = fc.stringMatching(/^[a-z]{1,9}$/);

test("typing into a masked password puts the characters where the caret was", () => {
  expect(applyMaskedEdit("u:abc@h", "u:•••@h", "u:••X•@h", 5)).toBe("u:abXc@h");
});

test("deleting a masked character deletes that character, not another that looks the same", () => {
  expect(applyMaskedEdit("u:abc@h", "u:•••@h", "u:••@h", 3)).toBe("u:ac@h");
});

test("replacing everything replaces everything", () => {
  expect(applyMaskedEdit("u:abc@h", "u:•••@h", "other", 5)).toBe("other");
});

test("any replacement of any stretch does to the text what it did to the mask", () => {
  fc.assert(
    fc.property(word, word, fc.nat(20), fc.nat(20), (secret, typed, a, b) => {
      const text = `u:${secret}@h`;
      const shown = `u:${"•".repeat(secret.length)}@h`;
      const from = Math.min(a % text.length, b % text.length);
      const to = Math.max(a % text.length, b % text.length);
      const edited = shown.slice(0, from) + typed + shown.slice(to);
      const expected = text.slice(0, from) + typed + text.slice(to);
      expect(applyMaskedEdit(text, shown, edited, from + typed.length)).toBe(expected);
    }),
  );
});
