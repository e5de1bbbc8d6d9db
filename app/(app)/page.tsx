import type { Metadata } from "next";
import { cache } from "react";
import { HealthList } from "@/components/health/health-list";
import { FirstSteps } from "@/components/overview/first-steps";
import { Overview } from "@/components/overview/overview";
import { overviewRow } from "@/components/overview/row";
import { countFacets, overviewViewSchema } from "@/components/overview/view";
import { SameNotice } from "@/components/overview/same-notice";
import { ProposalsNotice } from "@/components/repair/proposals/proposals-notice";
import { TrySandbox } from "@/components/sandbox/try-sandbox";
import { Page } from "@/components/shell/page";
import { LinkButton } from "@/components/ui/link-button";
import { sameDatabases } from "@/lib/databases/same";
import { actOf, actPath } from "@/lib/next-act/act";
import { requireSession } from "@/server/auth/session";
import { listHealth } from "@/server/health/list";
import { readOverview } from "@/server/overview/read";
import { listOpenProposals } from "@/server/repair/proposals/list";
import { startSandboxAction } from "./sandbox-actions";

const everyRow = cache(async () => {
  const { ctx } = await requireSession("member");
  const databases = await readOverview(ctx);
  const same = sameDatabases(
    databases
      .filter(({ database }) => database.archivedAt === null)
      .map(({ database, identity }) => ({ ...database, streamId: database.target.streamId, identity })),
  );
  const again = new Set(same.flatMap((group) => group.slice(1).map(({ id }) => id)));
  return {
    rows: databases.map((row) =>
      overviewRow({ ...row, counted: !again.has(row.database.id) }, { actOf, actPath }),
    ),
    same: same.map((group) => group.map(({ id, name }) => ({ id, name }))),
  };
});

export async function generateMetadata(): Promise<Metadata> {
  if ((await requireSession("viewer")).role === "viewer") return { title: "Overview" };
  const { rows } = await everyRow();
  const { short, "not ready": wrong } = countFacets(rows, overviewViewSchema.parse({}));
  const state = short > 0 ? `(${short} short) ` : wrong > 0 ? `(${wrong} not ready) ` : "";
  return { title: `${state}Overview` };
}

/** Every database by server: how it stands, what is left of its connections, what to do next. A viewer gets their health. */
export default async function OverviewPage() {
  const { ctx, role } = await requireSession("viewer");
  if (role === "viewer")
    return (
      <Page>
        <h1 className="sr-only">Overview</h1>
        <HealthList databases={await listHealth(ctx)} />
      </Page>
    );
  const { rows, same } = await everyRow();
  const admin = role === "admin";
  return (
    <Page>
      <h1 className="sr-only">Overview</h1>
      {rows.length === 0 ? (
        <FirstSteps admin={admin} startSandbox={startSandboxAction} />
      ) : (
        <>
          <SameNotice groups={same} />
          {admin && <ProposalsNotice proposals={await listOpenProposals(ctx)} />}
          <Overview
            rows={rows}
            actions={
              admin && (
                <>
                  {!rows.some(({ sandbox }) => sandbox) && <TrySandbox start={startSandboxAction} />}
                  <LinkButton href="/databases/new" variant="primary">
                    Add a database
                  </LinkButton>
                </>
              )
            }
          />
        </>
      )}
    </Page>
  );
}
