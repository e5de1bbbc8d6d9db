import "server-only";
import { databasesText, readText } from "@/lib/metrics/text";
import { readOnlyVerb } from "../audit/verb";
import { countedText } from "../counters";
import { databaseRows } from "../visits/rows";
import { databaseFacts } from "./databases";
import { ownValues } from "./own";
import { readFiring, readStoreCounts } from "./store-counts";

/**
 * Returns the metrics of the databases that an actor sees and of this process, as text for Prometheus. The store is asked a few
 * queries whatever the number of databases; no watched database is asked anything.
 */
export const readMetrics = readOnlyVerb("member", async (ctx): Promise<string> => {
  const monitor = globalThis.headroomMonitor;
  const [rows, counts] = await Promise.all([databaseRows(ctx), readStoreCounts()]);
  const facts = await databaseFacts(rows, monitor);
  const firing = await readFiring(new Set(rows.map(({ database }) => database.id)));
  const own = ownValues(counts, { databases: facts.length, firing, held: monitor?.held });
  return databasesText(facts) + readText(own) + (await countedText());
});
