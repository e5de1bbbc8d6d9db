import { expect, test } from "vitest";
import { keyName } from "./use-keys";

const key = (name: string, held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", true>> = {}) =>
  keyName({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("keys are named as they are pressed, letters with Shift by their capital", () => {
  expect([
    key("j"),
    key("Escape"),
    key("1"),
    key("R", { shiftKey: true }),
    key("?", { shiftKey: true }),
  ]).toEqual(["j", "Escape", "1", "Shift+R", "?"]);
});

test("what is pressed with Ctrl, ⌘ or Alt is the browser's or somebody else's", () => {
  expect([key("k", { ctrlKey: true }), key("r", { metaKey: true }), key("1", { altKey: true })]).toEqual([
    null,
    null,
    null,
  ]);
});
