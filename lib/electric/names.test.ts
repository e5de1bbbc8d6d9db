import { describe, expect, test } from "vitest";
import { publicationName, slotName, streamIdProblem } from "./names";

test("the names are Electric's own, in lower case", () => {
  expect(publicationName("default")).toBe("electric_publication_default");
  expect(slotName("Orders_EU")).toBe("electric_slot_orders_eu");
});

describe("a stream id", () => {
  test.each(["default", "_", "Orders_EU", "a1", "x".repeat(42)])("%s is usable", (streamId) => {
    expect(streamIdProblem(streamId)).toBeNull();
  });

  test.each([
    ["", "empty"],
    ["my-app", "a hyphen"],
    ["my app", "a space"],
    ["my\napp", "a space"],
    ["1st", "begin with a letter"],
    ["$x", "begin with a letter"],
    ['a"b', '"'],
    ["a$b", "Postgres refuses the slot name electric_slot_a$b"],
    ["größe", "ö"],
    ["🚀", "begin with a letter"],
    ["x".repeat(43), "43 bytes"],
  ])("%j is refused, and the reason says what bites", (streamId, reason) => {
    expect(streamIdProblem(streamId)).toContain(reason);
  });
});
