import type { Metadata } from "next";
import { gaugeModel } from "@/components/budget/model";
import { CheckProgress } from "@/components/check/check-progress";
import { Connections } from "@/components/connections/connections";
import { Archived } from "@/components/database-page/notices";
import { monitor } from "@/server/monitor/monitor";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { StandIn } from "../stand-in";
import { signal } from "./actions";
import { writePool } from "./pool-action";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "connections"),
});

/** The connection budget of a database, live. */
export default async function ConnectionsPage({ params }: DatabaseParams) {
  const { ctx, role, database, latest } = await databaseOf((await params).id);
  const admin = role === "admin";
  return (
    <>
      <CheckProgress />
      {database.archivedAt !== null && <Archived databaseId={database.id} at={database.archivedAt} />}
      <h2 className="sr-only">Connections</h2>
      <Connections
        databaseId={database.id}
        name={database.name}
        target={database.target}
        provider={database.provider}
        visitor={database.user}
        initial={monitor().latest(database.id)}
        fallback={latest?.budget ? { model: gaugeModel(latest.budget), at: latest.takenAt } : null}
        lastBudget={latest?.budget ?? null}
        signal={admin ? signal : null}
        writePool={admin ? writePool : null}
      >
        <StandIn ctx={ctx} role={role} database={database} />
      </Connections>
    </>
  );
}
