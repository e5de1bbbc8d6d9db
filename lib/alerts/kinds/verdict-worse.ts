import { z } from "zod";
import type { Verdict } from "@/lib/checks/verdict";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

/** Unknown is no grade: a check run that could not look is neither better nor worse. */
const GRADE: Record<Verdict, number | null> = {
  ready: 0,
  "ready with warnings": 1,
  "not ready": 2,
  unknown: null,
};

const WORDS: Record<Verdict, string> = {
  ready: "Ready",
  "ready with warnings": "Ready with warnings",
  "not ready": "Not ready",
  unknown: "Unknown",
};

export const verdictWorse = defineKind({
  title: "Verdict got worse",
  explains: "A check run found a worse verdict than before; it ends with one that is better.",
  subject: "database",
  reads: "check",
  severity: "warning",
  schema: z.object({ kind: z.literal("verdict-worse") }),
  defaults: { kind: "verdict-worse" },
  sentence: () => "Verdict got worse",
  judge: eachDatabase((_condition, { id, check }) => {
    if (check === null) return noData("It was not checked yet.");
    if (!check.reached) return noData("The last check run did not reach it.");
    const { verdict, verdictBefore, next } = check;
    const now = GRADE[verdict];
    const before = verdictBefore === null ? null : GRADE[verdictBefore];
    if (now === null) return noData("The last check run could not tell.");
    if (before === null || now <= before) return quiet(`${WORDS[verdict]}.`);
    const why = next === null ? "" : ` ${next.title}: ${next.found}.`;
    return firing(WORDS[verdict], `It was ${verdictBefore} before.${why}`, {
      says: "See what changed",
      path:
        next === null
          ? pageOf(id, "readiness")
          : `${pageOf(id, "readiness")}?check=${encodeURIComponent(next.id)}`,
    });
  }),
});
