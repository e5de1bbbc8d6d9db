import "server-only";
import { healthHistoryOf, type HealthHistory } from "@/lib/health/health";
import { readOnlyVerb } from "../audit/verb";
import { system } from "../context";
import { readHistory } from "../history/read";
import { readHealth } from "./list";

/** Returns a viewer's part of what is kept of a database over a range. @throws NotFound, BadInput for what is no range */
export const readHealthHistory = readOnlyVerb(
  "viewer",
  async (ctx, id: string, range: string): Promise<HealthHistory> => {
    const { id: visible } = await readHealth(ctx, id);
    return healthHistoryOf(await readHistory(system, visible, range));
  },
);
