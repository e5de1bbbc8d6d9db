import type { Metadata } from "next";
import { Archived } from "@/components/database-page/notices";
import { LastResult } from "@/components/trial/last-result";
import { TrialRun } from "@/components/trial/trial-run";
import { fixableOf } from "@/lib/repair/plan/fixable";
import { causesOf } from "@/lib/trial/causes";
import { monitor } from "@/server/monitor/monitor";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "test as Electric"),
});

/** Test as Electric: its form, its steps live, and the last result. */
export default async function TestPage({ params }: DatabaseParams) {
  const { role, database, trial, latest } = await databaseOf((await params).id);
  const { id, name, target, archivedAt } = database;
  const findings = latest?.findings ?? [];
  const fixable = fixableOf(findings.filter(({ status }) => status === "fail")).length > 0;
  const last =
    trial === null ? (
      <p className="text-muted">Not tested yet.</p>
    ) : (
      <LastResult
        databaseId={id}
        last={trial}
        causes={causesOf(trial.findings, findings)}
        fixable={fixable}
      />
    );
  return (
    <>
      {archivedAt !== null && <Archived databaseId={id} at={archivedAt} />}
      <div>
        <h2 className="text-lg font-semibold">Test as Electric</h2>
        <p className="max-w-prose text-muted">
          Headroom does what Electric does at its start and at the first shape of each table, and rolls it
          back. Nothing stays in the database.
        </p>
      </div>
      {archivedAt === null ? (
        <TrialRun
          databaseId={id}
          name={name}
          target={target}
          role={target.role}
          poolSize={Math.max(2, target.poolSize)}
          storedLogin={database.user === target.role}
          mayOpenPool={role === "admin"}
          initial={monitor().latest(id)}
          fixable={fixable}
        >
          {last}
        </TrialRun>
      ) : (
        last
      )}
    </>
  );
}
