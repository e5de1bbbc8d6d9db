import { Stages } from "@/components/check/stages";
import { Code } from "@/components/ui/code";
import { LinkButton } from "@/components/ui/link-button";
import { CircleX } from "lucide-react";
import type { Connection } from "@/lib/snapshot/connection";
import { failureText } from "@/lib/failure/failure";

/** A database with which there was no session: what happened, why, what to do, and how far it got. */
export function Unreachable({ databaseId, connection }: { databaseId: string; connection: Connection }) {
  const { what, why, next, sql } = failureText(connection);
  return (
    <section
      aria-label="Verdict"
      className="grid grid-cols-1 gap-4 rounded-md border border-line bg-surface p-4 sm:p-6"
    >
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="flex items-start gap-3 text-xl font-semibold text-fail">
            <CircleX aria-hidden className="mt-0.5 size-6 shrink-0" />
            <span className="min-w-0 wrap-anywhere">{what}</span>
          </h2>
          <p className="mt-2 text-muted wrap-anywhere">{why}</p>
        </div>
        <LinkButton href={`/databases/${databaseId}/settings`}>Change the connection</LinkButton>
      </div>
      <div className="grid grid-cols-1 gap-2 border-t border-line pt-4">
        <p className="text-sm text-muted">Do this next</p>
        <p className="font-medium wrap-anywhere">{next}</p>
        {sql !== undefined && <Code code={sql} />}
      </div>
      <div className="border-t border-line pt-4">
        <Stages stages={connection.stages} />
      </div>
    </section>
  );
}
