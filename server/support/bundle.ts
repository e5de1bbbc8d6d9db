import "server-only";
import { budgetOf } from "@/lib/budget/budget";
import { supportBundleEndpoint } from "@/lib/api/support-bundle";
import { supportBundle } from "@/lib/support/bundle";
import { version } from "@/package.json";
import { auditedVerb } from "../audit/verb";
import { parse } from "../context";
import { readDatabase } from "../databases/read";
import { monitor } from "../monitor/monitor";
import { listRuns } from "../repair/runs/list";
import { lastTrial } from "../visits/last-trial";
import { readVisit } from "../visits/read";

/** Runs that stand in a bundle, the newest. */
const RUNS = 10;

/**
 * Returns the support bundle of a database's latest visit: findings, versions, settings, budget and last runs, with every name
 * replaced unless asked otherwise. The download is in the audit log. @throws NotFound where there was no visit
 */
export const downloadBundle = auditedVerb(
  "member",
  async (ctx, audit, databaseId: unknown, asked: unknown) => {
    const { names } = parse(supportBundleEndpoint.query, asked);
    const database = await readDatabase(ctx, databaseId);
    const { snapshot, findings, verdict } = await readVisit(ctx, database.id);
    const [trial, { lines }] = await Promise.all([lastTrial(ctx, database), listRuns(ctx, database.id)]);
    const bundle = supportBundle(
      {
        versions: { headroom: version, node: process.version },
        madeAt: new Date().toISOString(),
        database,
        snapshot,
        verdict,
        findings,
        budget: budgetOf(snapshot, database.target),
        trial,
        runs: lines.slice(0, RUNS),
        running: monitor().latest(database.id)?.electric ?? null,
      },
      names === "keep",
    );
    return audit.writeAlone({ action: "download a support bundle", database, detail: { names } }, bundle);
  },
);
