import type { Metadata } from "next";
import { CheckProgress } from "@/components/check/check-progress";
import { Connections } from "@/components/connections/connections";
import { Archived } from "@/components/database/notices";
import { StandInPanel } from "@/components/sandbox/stand-in-panel";
import { monitor } from "@/server/monitor/monitor";
import { standInStatus } from "@/server/sandbox/stand-in-status";
import { sandboxStatus } from "@/server/sandbox/status";
import { setLoadAction, startStandInAction, stopStandInAction } from "../../../sandbox-actions";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { signal } from "./actions";
import { writePool } from "./pool-action";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "connections"),
});

/** The connection budget of a database, live. */
export default async function ConnectionsPage({ params }: DatabaseParams) {
  const { ctx, role, profile } = await databaseOf((await params).id);
  const admin = role === "admin";
  return (
    <>
      <CheckProgress />
      {profile.archivedAt !== null && <Archived databaseId={profile.id} at={profile.archivedAt} />}
      <h2 className="sr-only">Connections</h2>
      <Connections
        databaseId={profile.id}
        name={profile.name}
        target={profile.target}
        provider={profile.provider}
        visitor={profile.user}
        initial={monitor().latest(profile.id)}
        signal={admin ? signal : null}
        writePool={admin ? writePool : null}
      >
        {profile.kind === "sandbox" && profile.archivedAt === null && sandboxStatus(ctx) === "running" && (
          <StandInPanel
            initial={await standInStatus(ctx)}
            mayControl={admin}
            start={startStandInAction}
            stop={stopStandInAction}
            setLoad={setLoadAction}
          />
        )}
      </Connections>
    </>
  );
}
