import fc from "fast-check";
import { expect, test } from "vitest";
import { whatIf } from "@/lib/budget/what-if";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { gaugeModel, placed } from "./model";

const anySample = fc
  .record({
    max: fc.integer({ min: 10, max: 200 }),
    reserved: fc.integer({ min: 0, max: 4 }),
    superuser: fc.boolean(),
    electric: fc.integer({ min: 0, max: 30 }),
    others: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 7 }),
    own: fc.integer({ min: 0, max: 3 }),
    running: fc.boolean(),
  })
  .map(({ max, reserved, superuser, electric, others, own, running }) =>
    sampleWith((s) => {
      const sessions = others.reduce((sum, count) => sum + count, electric + own);
      s.server.maxConnections = Math.max(max, sessions);
      s.server.superuserReservedConnections = reserved;
      if (s.role) s.role.superuser = superuser;
      if (!running) s.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
      if (!running) s.slots = [];
      s.activity.groups = [
        aGroup("", electric, { role: "electric" }),
        ...others.map((count, at) => aGroup(`app ${at}`, count)),
        aGroup("headroom", own, { role: "postgres", own: own > 0 }),
      ].filter(({ count }) => count > 0);
    }),
  );

const anyChange = fc.record(
  {
    poolSize: fc.integer({ min: 1, max: 60 }),
    instances: fc.integer({ min: 1, max: 4 }),
    pooled: fc.boolean(),
    maxConnections: fc.integer({ min: 10, max: 200 }),
  },
  { requiredKeys: [] },
);

test("the bar is max_connections wide, whatever is tried, and what is missing stands beyond it", () => {
  fc.assert(
    fc.property(anySample, anyChange, (sample, change) => {
      const would = whatIf(sample, defaultTarget, change);
      if (would === null) throw new Error("the sample's sessions are seen");
      const { segments } = gaugeModel(would.budget);
      for (const { drawn } of segments) expect(drawn).toBeGreaterThanOrEqual(0);
      const bar = segments.filter(({ kind }) => kind !== "short");
      expect(bar.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(would.budget.maxConnections);
      expect(segments.find(({ kind }) => kind === "short")?.drawn ?? 0).toBe(would.budget.short);
    }),
  );
});

test("the parts lie beside each other, in percent, and none ends beyond the scale", () => {
  fc.assert(
    fc.property(anySample, anyChange, (sample, change) => {
      const would = whatIf(sample, defaultTarget, change);
      if (would === null) throw new Error("the sample's sessions are seen");
      let end = 0;
      for (const { from, size } of placed(gaugeModel(would.budget)).segments) {
        expect(from).toBeCloseTo(end);
        end = from + size;
      }
      expect(end).toBeCloseTo(100);
    }),
  );
});
