import "server-only";
import type { Finding } from "@/lib/checks/finding";
import { standingFindings } from "@/lib/trial/last";
import { NotFound } from "../errors";
import { readDatabase } from "../databases/read";
import { readOnlyVerb } from "../audit/verb";
import { lastTrial } from "./last-trial";
import { latestVisit } from "./read";

/** Returns one finding of the latest visit or of the trial that stands beside it, uncut. @throws NotFound */
export const readFinding = readOnlyVerb(
  "member",
  async (ctx, databaseId: unknown, checkId: string): Promise<Finding> => {
    const database = await readDatabase(ctx, databaseId);
    const [latest, trial] = await Promise.all([latestVisit(ctx, database.id), lastTrial(ctx, database)]);
    const finding = [...(latest?.findings ?? []), ...standingFindings(trial)].find(
      ({ id }) => id === checkId,
    );
    if (finding === undefined) throw new NotFound("The last visit says nothing of this check. Check again.");
    return finding;
  },
);
