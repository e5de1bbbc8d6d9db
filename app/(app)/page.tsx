import type { Metadata } from "next";
import { cache } from "react";
import { gaugeModel } from "@/components/budget/model";
import { FirstSteps } from "@/components/overview/first-steps";
import { Overview } from "@/components/overview/overview";
import { overviewRow } from "@/components/overview/row";
import { TrySandbox } from "@/components/sandbox/try-sandbox";
import { Page } from "@/components/shell/page";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/server/auth/session";
import { databaseRows } from "@/server/visits/rows";
import { startSandboxAction } from "./sandbox-actions";

const everyRow = cache(async () => {
  const { ctx } = await requireSession();
  return (await databaseRows(ctx)).map((row) =>
    overviewRow(row, row.latest?.budget ? gaugeModel(row.latest.budget) : null),
  );
});

export async function generateMetadata(): Promise<Metadata> {
  const wrong = (await everyRow()).filter(({ standing, archived }) => standing === "not ready" && !archived);
  return { title: wrong.length === 0 ? "Overview" : `(${wrong.length} not ready) Overview` };
}

/** Every database: how it stands, what is left of its connections, what to do next. */
export default async function OverviewPage() {
  const { role } = await requireSession();
  const rows = await everyRow();
  const admin = role === "admin";
  return (
    <Page>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-semibold">Overview</h1>
        {rows.length > 0 && admin && (
          <div className="flex flex-wrap gap-2">
            {!rows.some(({ sandbox }) => sandbox) && <TrySandbox start={startSandboxAction} />}
            <LinkButton href="/databases/new" variant="primary">
              Add a database
            </LinkButton>
          </div>
        )}
      </div>
      {rows.length === 0 ? (
        <FirstSteps admin={admin} startSandbox={startSandboxAction} />
      ) : (
        <Overview rows={rows} />
      )}
    </Page>
  );
}
