import fc from "fast-check";
import { expect, test } from "vitest";
import { whatIf, type Change } from "@/lib/budget/what-if";
import type { Sample } from "@/lib/sample/schema";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { intervalOf, LABEL_WIDTHS, labelsOf, type Label } from "./labels";
import { gaugeModel, placed, scaleOf, type GaugeModel } from "./model";

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

const modelOf = (sample: Sample, change: Change) => {
  const would = whatIf(sample, defaultTarget, change);
  if (would === null) throw new Error("the sample's sessions are seen");
  return gaugeModel(would.budget);
};

test("the parts lie beside each other up to usable, and what is missing begins there with its own length", () => {
  fc.assert(
    fc.property(anySample, anyChange, (sample, change) => {
      const model = modelOf(sample, change);
      const scale = scaleOf(model);
      let end = 0;
      for (const { kind, from, size, drawn } of placed(model)) {
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(from).toBeCloseTo(end);
        if (kind === "short") expect(from).toBeCloseTo((model.usable / scale) * 100);
        end = from + size;
      }
      const short = model.segments.find(({ kind }) => kind === "short")?.drawn ?? 0;
      expect(short).toBe(Math.max(0, -(model.headroom ?? 0)));
      expect(end).toBeCloseTo(((model.usable + short) / scale) * 100);
    }),
  );
});

const overlaps = (one: Label, other: Label, gauge: number): boolean => {
  const [from, to] = intervalOf(one, gauge);
  const [start, end] = intervalOf(other, gauge);
  return one.row === other.row && from < end && start < to;
};

/** The layout that is shown on a gauge so many px wide. */
const shownAt = (model: GaugeModel, gauge: number) =>
  labelsOf(model, LABEL_WIDTHS.findLast((least) => least <= gauge) ?? LABEL_WIDTHS[0], true);

const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom("shop-web", "WWWWWWWWWW", "名前の長い応用"),
);

test("at every width each limit is labelled, no label overlaps another, and none ends outside", () => {
  fc.assert(
    fc.property(
      anySample,
      anyChange,
      fc.array(anyName, { minLength: 7, maxLength: 7 }),
      fc.option(fc.integer({ min: 0, max: 200 })),
      fc.integer({ min: 224, max: 1888 }),
      (sample, change, names, limit, gauge) => {
        sample.activity.groups.forEach((group, at) => {
          if (group.applicationName.startsWith("app ")) group.applicationName = names[at] ?? "";
        });
        if (sample.role) sample.role.connectionLimit = limit;
        sample.database.connectionLimit = limit === null ? null : limit + 1;
        const model = modelOf(sample, change);
        const { inside, leaders, scale, rows } = shownAt(model, gauge);
        for (const { kind, label } of model.ticks)
          expect(scale.some(({ key }) => key === `${kind} ${label}`)).toBe(true);
        for (const layer of [inside, leaders, scale]) {
          for (const [at, one] of layer.entries()) {
            const [from, to] = intervalOf(one, gauge);
            expect(from).toBeGreaterThanOrEqual(-0.01);
            expect(to).toBeLessThanOrEqual(gauge + 0.01);
            expect(one.row).toBeLessThan(rows);
            for (const other of layer.slice(at + 1)) expect(overlaps(one, other, gauge)).toBe(false);
          }
        }
        const end = scaleOf(model);
        for (const name of inside) {
          const [from, to] = intervalOf(name, gauge);
          const segment = placed(model).find(({ kind, label }) => name.key === `${kind} ${label}`);
          expect(to).toBeLessThanOrEqual(
            (((segment?.from ?? 0) + (segment?.size ?? 0)) / 100) * gauge + 0.01,
          );
          for (const { at } of model.ticks) {
            const tick = (at / end) * gauge;
            expect(tick > from + 0.01 && tick < to - 0.01).toBe(false);
          }
        }
      },
    ),
  );
});
