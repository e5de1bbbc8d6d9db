import { ofOne } from "./roll-up";
import type { Point } from "./schema";
import type { Row } from "./pauses";

/** A point for tests: 25 connections, Electric with its 4, an application with 6, and little WAL. */
export const aPoint: Point = {
  maxConnections: 25,
  usable: 22,
  electricOpen: 4,
  electricClaimed: 0,
  own: 1,
  free: 11,
  short: 0,
  othersTotal: 6,
  others: { web: 6 },
  walRetainedBytes: 1024,
  walLagBytes: 0,
  sessionsPerSecond: 0.5,
};

/** A sample for tests, taken at a moment (ms since 1970). */
export const aRow = (at: number, everyMs = 1000, change: Partial<Point> = {}): Row => ({
  at,
  spanMs: 0,
  ...ofOne({ ...aPoint, ...change }, everyMs),
});
