import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnseen } from "@/lib/snapshot/seen";
import { goodPoolSize } from "./advice";
import { shortOf } from "./headroom";
import { maxConnectionsAdvice } from "./max-connections";
import { aGroup, budget, pool, small } from "./fixture";
import { segments } from "./segments";

/** Any server that Postgres allows, with any sessions on it that fit into max_connections. */
const anySnapshot = fc
  .record({
    max: fc.integer({ min: 9, max: 200 }),
    superuserReserved: fc.integer({ min: 0, max: 4 }),
    reserved: fc.integer({ min: 0, max: 4 }),
    superuser: fc.boolean(),
    usesReserved: fc.boolean(),
    running: fc.boolean(),
    waiting: fc.integer({ min: 0, max: 2 }),
    own: fc.boolean(),
    groups: fc.array(
      fc.record({
        role: fc.constantFrom("electric", "app", "postgres"),
        database: fc.constantFrom("orders", "other"),
        applicationName: fc.constantFrom("", "web", "jobs", "a", "b", "c"),
        count: fc.integer({ min: 1, max: 60 }),
        own: fc.constant(false),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ max, own, groups, running, waiting, ...rest }) => {
    let room = max - (own ? 1 : 0);
    const fitting = groups.flatMap((group) => {
      const count = Math.min(group.count, room);
      room -= count;
      return count > 0 ? [{ ...group, count }] : [];
    });
    return small({
      groups: own ? [...fitting, aGroup("postgres", "headroom", 1, true)] : fitting,
      running,
      waiting,
      max,
      change: (snapshot) => {
        snapshot.server.superuserReservedConnections = rest.superuserReserved;
        snapshot.server.reservedConnections = rest.reserved;
        if (snapshot.role) {
          snapshot.role.superuser = rest.superuser;
          snapshot.role.usesReservedConnections = rest.usesReserved;
        }
      },
    });
  });
const anyPool = fc.integer({ min: 1, max: 120 });

describe("whatever the server and the pool", () => {
  test("the segments fill what is usable, and what is short begins there with its own length", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const sums = budget(snapshot, pool(size));
        const parts = segments(sums);
        const at = parts.findIndex(({ kind }) => kind === "short");
        const before = at === -1 ? parts : parts.slice(0, at);
        expect(before.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(sums.usable);
        expect(parts[at]?.drawn ?? 0).toBe(shortOf(sums.headroom));
        for (const { count } of parts) expect(count).toBeGreaterThan(0);
      }),
    );
  });

  test("every session is counted once", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const { electricOpen, othersTotal, own, others } = budget(snapshot, pool(size));
        const seen = isUnseen(snapshot.activity) ? [] : snapshot.activity.groups;
        expect(electricOpen + othersTotal + own).toBe(seen.reduce((sum, { count }) => sum + count, 0));
        expect(others.reduce((sum, { count }) => sum + count, 0)).toBe(othersTotal);
      }),
    );
  });

  test("a larger pool never leaves more free, nor less short of a running or unborn Electric", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, anyPool, (snapshot, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((size) =>
          budget(snapshot, pool(size)),
        );
        expect(more?.free).toBeLessThanOrEqual(less?.free ?? NaN);
        expect(more?.short).toBeGreaterThanOrEqual(less?.short ?? NaN);
      }),
    );
  });

  test("the max_connections that is advised leaves nothing short", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const target = pool(size);
        const sums = budget(snapshot, target);
        const server = { ...snapshot.server, maxConnections: maxConnectionsAdvice(sums).value };
        expect(budget({ ...snapshot, server }, target).headroom).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("the pool that is advised fits beside the others' peak", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const sums = budget(snapshot, pool(size));
        const advised = goodPoolSize(sums, pool(size));
        if (advised === null) expect(sums.usable - sums.othersPeak).toBeLessThan(2);
        else expect(advised.size).toBeLessThanOrEqual(Math.min(sums.pool, sums.usable - sums.othersPeak));
      }),
    );
  });
});
