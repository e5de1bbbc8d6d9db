import { expect, test } from "vitest";
import { poolRoom } from "./pool-room";

const seen = { usable: 22, poolSize: 10, electricOpen: 0, othersTotal: 4, own: 1 };

test("a pool that fits says how many connections are free and how many are taken", () => {
  expect(poolRoom(seen)).toEqual({
    fits: true,
    says: "17 of 22 usable connections are free; the test takes 10 for a moment.",
  });
});

test("a pool that does not fit says that the test takes the last connection, and how many it lacks", () => {
  expect(poolRoom({ ...seen, poolSize: 20 })).toEqual({
    fits: false,
    says: "17 of 22 usable connections are free; the test takes all of them for a moment, and fails for want of 3 more.",
  });
  expect(poolRoom({ ...seen, electricOpen: 10, poolSize: 10 }).fits).toBe(false);
});

test("a full server says that the test fails", () => {
  expect(poolRoom({ ...seen, othersTotal: 40 })).toEqual({
    fits: false,
    says: "No usable connection is free; the test of 10 connections fails.",
  });
});
