import { Stages } from "@/components/check/stages";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { Finding } from "@/lib/checks/finding";
import type { Connection } from "@/lib/snapshot/connection";

type UnreachableProps = {
  databaseId: string;
  connection: Connection;
  /** What the check connection.reachable says: what happened, why, and what to do. */
  finding: Finding | null;
  sandbox: boolean;
};

/** A database that could not be reached at the last visit: how far it got, what happened, what to do. */
export function Unreachable({ databaseId, connection, finding, sandbox }: UnreachableProps) {
  return (
    <Callout
      tone="fail"
      title={sandbox ? "The sandbox does not answer" : "There was no session with this database"}
      action={
        <LinkButton href={`/databases/${databaseId}/settings`} size="sm">
          Change the connection
        </LinkButton>
      }
    >
      <div className="grid gap-4">
        <p>{finding?.found ?? connection.failure?.said ?? "The server did not answer."}</p>
        {finding !== null && finding.ways.length > 0 && (
          <ul className="grid list-disc gap-1 pl-5">
            {finding.ways.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        )}
        {sandbox && <p>If it was stopped, start it again from the overview, then check again.</p>}
        <Stages stages={connection.stages} />
      </div>
    </Callout>
  );
}
