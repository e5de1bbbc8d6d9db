import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { STRATEGIES, type Strategy } from "@/lib/target/schema";
import { MAJORS, type Major } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { ADMINS, type AdminKind } from "./testing/admins";
import { brokenDatabases, type Broken } from "./testing/broken";
import type { ChoicesInput } from "./recipe";
import { runCase, type HowCleaned } from "./testing/case";

/** `npm run test:matrix` runs every case; `npm test` a few of each kind. */
const ALL = process.env.HEADROOM_MATRIX === "all";
const SEED = Number(process.env.HEADROOM_MATRIX_SEED ?? 1);
const ONLY = process.env.HEADROOM_MATRIX_ONLY;
const REPORT = process.env.HEADROOM_MATRIX_REPORT;
/** Choices of an admin other than those suggested, one of them for each database. */
const CHOSEN: readonly ChoicesInput[] = [
  { formerOwner: "membership" },
  { formerOwner: "grants", fullNow: false },
  { formerOwner: "grants", failoverSlot: false },
  { fullNow: false },
];

type Line = {
  major: Major;
  admin: AdminKind;
  strategy: Strategy;
  name: string;
  /** Whether the admin left every choice as it was suggested. */
  suggested: boolean;
  kind: "applied" | "said" | "failed";
  detail: string;
  /** How cleaning up after Electric went on the repaired database; null where it was not tried. */
  cleaned: HowCleaned | null;
};

const chosen = (at: number): ChoicesInput => CHOSEN[at % CHOSEN.length] ?? {};

/**
 * Returns the one case of an admin, a strategy and a version that `npm test` runs. One of two leaves the choices as they are
 * suggested and is cleaned up after, so that each admin meets both kinds.
 */
function sampled(all: Broken[], shift: number) {
  return shift % 2 === 0
    ? { broken: all[shift % all.length], choices: {}, cleans: true }
    : { broken: all[(shift + 17) % all.length], choices: chosen((shift - 1) / 2), cleans: false };
}

async function runVersion(major: Major): Promise<Line[]> {
  const lines: Line[] = [];
  const all = brokenDatabases(SEED, major);
  let shift = major;
  for (const admin of ADMINS)
    for (const strategy of STRATEGIES) {
      shift += 7;
      // Neither an admin nor a strategy has the same version between each time.
      const turn = ADMINS.indexOf(admin) + STRATEGIES.indexOf(strategy);
      if (!versionsFor("turns", turn).includes(major)) continue;
      const some = ALL
        ? all.flatMap((broken, at) => [
            { broken, choices: {}, cleans: true },
            { broken, choices: chosen(at), cleans: at % 4 === 0 },
          ])
        : [sampled(all, shift)];
      for (const { broken, choices, cleans } of some) {
        if (broken === undefined) continue;
        const suggested = Object.keys(choices).length === 0;
        const how = suggested ? "as suggested" : JSON.stringify(choices);
        const name = `${major} ${admin} ${strategy} ${broken.name} ${how}`;
        if (ONLY !== undefined && !name.includes(ONLY)) continue;
        const line = { major, admin, strategy, name: `${broken.name}, ${how}`, suggested };
        try {
          const outcome = await runCase({ major, admin, strategy, broken, choices, cleans });
          const detail = outcome.kind === "said" ? outcome.missing.join(" | ") : `${outcome.steps} steps`;
          const cleaned = outcome.kind === "applied" ? outcome.cleaned : null;
          lines.push({ ...line, kind: outcome.kind, detail, cleaned });
        } catch (error) {
          const detail = error instanceof Error ? describeError(error) : String(error);
          lines.push({ ...line, kind: "failed", detail, cleaned: null });
        }
      }
    }
  return lines;
}

/** An assertion's message with what differs. */
function describeError(error: Error): string {
  const { actual, expected } = error as Error & { actual?: unknown; expected?: unknown };
  return actual === undefined
    ? `${error.message}\n${error.stack ?? ""}`
    : `${error.message}\n${differences(expected, actual)}`;
}

/** Returns the lines in which two texts differ, those that are gone first. */
function differences(expected: unknown, actual: unknown): string {
  const linesOf = (value: unknown) =>
    (typeof value === "string" ? value : JSON.stringify(value, null, 1)).split("\n");
  const [then, now] = [linesOf(expected), linesOf(actual)];
  const [before, after] = [new Set(then), new Set(now)];
  return [
    ...then.filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ].join("\n");
}

describe("broken databases, repaired and brought back", () => {
  test.concurrent.for(MAJORS)(
    "on Postgres %i every plan says beforehand what is missing, or applies and is undone without a trace",
    ALL ? { timeout: 3 * 3_600_000 } : {},
    async (major) => {
      const lines = await runVersion(major);
      if (REPORT !== undefined) writeFileSync(`${REPORT}.${major}.json`, JSON.stringify(lines, null, 1));
      expect(lines.filter(({ kind }) => kind === "failed")).toEqual([]);
      expect(lines.some(({ kind }) => kind === "applied")).toBe(true);
    },
  );
});
