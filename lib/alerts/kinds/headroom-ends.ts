import { z } from "zod";
import { headroomSum, headroomText } from "@/lib/budget/headroom";
import { span } from "@/lib/text/words";
import { firing, noData, quiet } from "../reading";
import { serverReading } from "../server-reading";
import { endsInMs } from "../trend";
import { defineKind } from "./define";

export const withinHours = z.coerce
  .number("A number of hours.")
  .int("Whole hours.")
  .min(1, "At least 1 h.")
  .max(168, "At most 168 h, a week.");

const HOUR_MS = 3_600_000;

export const headroomEnds = defineKind({
  title: "Headroom ends soon",
  explains: "The trend of the last 24 h, if it goes on, leaves no headroom within so many hours.",
  subject: "server",
  reads: "sample",
  severity: "warning",
  schema: z.object({ kind: z.literal("headroom-ends"), withinHours }),
  defaults: { kind: "headroom-ends", withinHours: 6 },
  sentence: (condition) => `Headroom ends within ${condition.withinHours} h`,
  judge(condition, databases, now) {
    const server = serverReading(databases, now);
    if (typeof server === "string") return noData(server);
    const { budget, act } = server;
    const figure = headroomText(budget.headroom);
    // Below 0 is a rule of its own: this one tells of what is still to come.
    if (budget.headroom <= 0) return quiet(`${figure}: ${headroomSum(budget)}.`);
    let soonest: number | null = null;
    for (const { trend } of databases) {
      const moments = trend.flatMap(({ at, headroom }) =>
        headroom === null ? [] : [{ at, value: headroom }],
      );
      const ends = endsInMs(moments, budget.headroom, 0, -1);
      if (ends !== null && (soonest === null || ends < soonest)) soonest = ends;
    }
    if (soonest === null || soonest > condition.withinHours * HOUR_MS)
      return quiet(`${figure}, and no trend ends it within ${condition.withinHours} h.`);
    return firing(
      figure,
      `At the pace of the last 24 h none is left in ${span(soonest)}. ${headroomSum(budget)}.`,
      act,
    );
  },
});
