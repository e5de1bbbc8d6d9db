import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { Connect } from "@/components/connect/connect";
import { Missing } from "@/components/connect/missing";
import { NextStep } from "@/components/connect/next-step";
import { Archived } from "@/components/database-page/notices";
import { connectFacts } from "@/lib/connect/facts";
import { publishingOf } from "@/lib/connect/migrations/publishing";
import { fixableOf } from "@/lib/repair/plan/fixable";
import { readVisit } from "@/server/visits/read";
import { writePool } from "../connections/pool-action";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { StandIn } from "../stand-in";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "connect Electric"),
});

/** Environment for Electric: every form of starting it, each variable with its reason, and the step after it. */
export default async function ConnectPage({ params }: DatabaseParams) {
  const { ctx, role, database, latest } = await databaseOf((await params).id);
  const snapshot = latest === null ? null : (await readVisit(ctx, database.id, latest.id)).snapshot;
  const facts = connectFacts(database, snapshot);
  const publishing = snapshot?.reached === true ? publishingOf(snapshot, database.target) : null;
  const isReady = latest?.verdict === "ready" || latest?.verdict === "ready with warnings";
  const isActive = database.archivedAt === null;
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <div className="grid gap-1">
        <h2 className="text-xl font-semibold">Connect Electric</h2>
        <p className="text-muted">A pinned image, direct addresses, and a reason for each value.</p>
      </div>
      <Missing
        databaseId={database.id}
        latest={latest && latest.judged}
        reached={snapshot?.reached ?? null}
        fixable={isActive && latest !== null && fixableOf(latest.findings).length > 0}
      />
      <Connect
        databaseId={database.id}
        facts={facts}
        publishing={publishing}
        at={new Date().toISOString()}
        writePool={role === "admin" && isActive ? writePool : null}
      />
      {isActive && <NextStep databaseId={database.id} isReady={isReady} />}
      <StandIn ctx={ctx} role={role} database={database} />
    </>
  );
}
