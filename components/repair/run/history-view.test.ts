import { expect, test } from "vitest";
import { historyPath, readHistoryView, type HistoryView } from "./history-view";

const ID = "3f6c1c6e-0c1d-4b7a-9d3f-2f6f2f6f2f6f";
const nothing: HistoryView = { state: null, kind: null, before: null, run: null };

test("an address says what is shown and is read back as the same", () => {
  const view: HistoryView = { state: "under way", kind: "clean-up", before: ID, run: ID };
  const { searchParams } = new URL(historyPath("db", view), "http://headroom.test");
  expect(readHistoryView(Object.fromEntries(searchParams))).toEqual(view);
  expect(historyPath("db", nothing)).toBe("/databases/db/history");
});

test("what an address says that cannot be is left out, and the rest stays", () => {
  expect(readHistoryView({ state: "exploded", kind: "undo", before: "1", run: ["a", "b"] })).toEqual({
    ...nothing,
    kind: "undo",
  });
});
