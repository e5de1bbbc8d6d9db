import type { Sample } from "@/lib/sample/schema";
import type { Budget } from "@/lib/budget/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { span } from "@/lib/text/words";
import type { DatabaseReading } from "./reading";

/** A sample counts for this many of its paces, and at least as long, ms: a slow answer is no missing one. */
const PACES = 3;
const LEAST_MS = 30_000;

export type Fresh = { sample: Sample; budget: Budget | null };

/** Returns the sample of now, or why there is none. `now` is ms since 1970. */
export function freshOf({ live }: DatabaseReading, now: number): Fresh | string {
  if (live === null) return "It is not watched yet.";
  switch (live.state) {
    case "starting":
      return "The first sample is on its way.";
    case "off":
      return "Watching is switched off.";
    case "full":
    case "unreachable":
    case "crowded":
      return live.trouble?.what ?? "There is no session.";
    case "sampling": {
      const { sample, sampledAt, budget } = live;
      if (sample === null || sampledAt === null) return "The first sample is on its way.";
      const age = now - Date.parse(sampledAt);
      if (age > Math.max(LEAST_MS, PACES * live.everyMs)) return `The last sample is ${span(age)} old.`;
      return { sample, budget };
    }
  }
}

/** Returns Electric's slot in a sample: null where there is none, "unseen" where slots may not be read. */
export function slotOf({ sample }: Fresh, name: string) {
  if (isUnseen(sample.slots)) return "unseen" as const;
  return sample.slots.find((slot) => slot.name === name) ?? null;
}

export const SLOTS_UNSEEN = "The role that watches may not read replication slots.";
