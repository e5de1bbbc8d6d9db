"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { backendsEndpoint } from "@/lib/api/backends";
import type { Refusal } from "@/lib/api/refusal";
import { LISTED, type Action, type Backend, type Seen, type Signalled } from "@/lib/sample/backend";
import type { SessionGroup } from "@/lib/sample/schema";
import { SessionCard } from "./session-card";

export type SignalInput = { action: Action; seen: Seen; sure?: string };
/** Ends a query, a transaction or a session; an answer without an outcome is a refusal with its texts. */
export type SignalAction = (databaseId: string, input: SignalInput) => Promise<Signalled | Refusal>;

type SessionsDialogProps = {
  databaseId: string;
  group: SessionGroup;
  signal: SignalAction | null;
  onClose: () => void;
};

function fetchBackends(id: string, group: SessionGroup, signal: AbortSignal): Promise<Backend[]> {
  const { role, database, applicationName, address, state } = group;
  const body = { role, database, applicationName, address, state };
  return api.json(backendsEndpoint, { params: { id }, body, signal });
}

/** The sessions of one group, one by one, as they are now. They move on: who acts, acts on what was seen here. */
export function SessionsDialog({ databaseId, group, signal, onClose }: SessionsDialogProps) {
  const { role, applicationName, state } = group;
  const sessions = useQuery({
    queryKey: ["backends", databaseId, role, group.database, applicationName, group.address, state],
    queryFn: ({ signal: abort }) => fetchBackends(databaseId, group, abort),
    staleTime: 0,
    gcTime: 0,
  });
  const rows = sessions.data ?? [];
  return (
    <Dialog open onClose={onClose} title={`Sessions of ${role}, ${applicationName || "no application name"}`}>
      <p className="text-sm text-muted">
        {state === "" ? "Their state is hidden from Headroom’s role." : `State: ${state}.`}{" "}
        {signal === null && "An admin can cancel a query, end a transaction or a session here."}
      </p>
      {sessions.isPending && (
        <Loading what="the sessions">
          <div className="grid gap-3">
            <Skeleton className="h-20 w-full" />
            <Skeleton className="h-20 w-full" />
          </div>
        </Loading>
      )}
      {sessions.isError && (
        <Callout tone="fail" role="alert" title="The sessions could not be listed">
          {sessions.error.message}
        </Callout>
      )}
      {sessions.isSuccess && rows.length === 0 && (
        <p>None of them is there any more: they left, or do something else now.</p>
      )}
      <ul aria-label="Sessions" className="grid max-h-[60vh] grid-cols-1 gap-3 overflow-y-auto">
        {rows.map((backend) => (
          <SessionCard
            key={`${backend.pid} ${backend.backendStart}`}
            backend={backend}
            signal={signal && ((input) => signal(databaseId, input))}
            onSettled={() => void sessions.refetch()}
          />
        ))}
      </ul>
      {rows.length >= LISTED && (
        <p className="text-sm text-muted">The first {LISTED} are listed, the oldest transactions first.</p>
      )}
    </Dialog>
  );
}
