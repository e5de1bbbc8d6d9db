import "server-only";
import type { z } from "zod";
import type { apiDatabaseSchema } from "@/lib/api-v1/databases";
import type { DatabaseRow } from "@/lib/databases/visit";
import { monitor } from "../monitor/monitor";
import { latestBudget } from "./latest-budget";

/** Returns a database as the API lists it. */
export function databaseLine({ database, latest }: DatabaseRow): z.input<typeof apiDatabaseSchema> {
  return {
    ...database,
    environment: database.target.environment,
    headroom: latestBudget(monitor().latest(database.id), latest).headroom,
    checked: latest && {
      checkRun: latest.id,
      takenAt: latest.takenAt,
      verdict: latest.verdict,
      fails: latest.brief.counts.fail,
      warns: latest.brief.counts.warn,
    },
  };
}
