import { expect, test } from "vitest";
import { eventFilterSchema, everyEvent, filterQuery, isEvery, readFilter, type EventFilter } from "./filter";

const full: EventFilter = {
  database: "00000000-0000-4000-8000-000000000000",
  person: "ada",
  action: "run a plan",
  text: 'OWNER TO "electric" & 100 %',
  from: "2026-11-01",
  to: "2026-11-23",
};

test("an address says a filter and is read back as the same", () => {
  expect(readFilter(new URLSearchParams(filterQuery(full)))).toEqual(full);
  expect(filterQuery(everyEvent)).toBe("");
  expect(readFilter(new URLSearchParams(""))).toEqual(everyEvent);
});

test("what an address says that cannot be is left out, and the rest stays", () => {
  const read = readFilter(new URLSearchParams("from=yesterday&to=2026-13-45&action=cancel&text="));
  expect(read).toEqual({ ...everyEvent, action: "cancel" });
});

test("whoever exports is told of a day that is none, instead of getting everything", () => {
  expect(eventFilterSchema.safeParse({ from: "yesterday" }).success).toBe(false);
  expect(eventFilterSchema.safeParse({ text: "a\0b" }).success).toBe(false);
});

test("a filter that only looks set lets everything in", () => {
  expect(isEvery({ ...everyEvent, text: "" })).toBe(true);
  expect(isEvery({ ...everyEvent, text: "x" })).toBe(false);
});
