"use client";

import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { RevocableList } from "@/components/ui/revocable-list";
import type { ApiToken, TokenState } from "@/lib/accounts/api-token";
import type { TokenActions } from "./types";

const STATES: Record<TokenState, string> = {
  open: "Open",
  expired: "Expired",
  revoked: "Revoked",
  "maker is no admin": "Stopped: its maker is no admin",
};

function LastUse({ token: { lastUsedAt, lastUsedFrom } }: { token: ApiToken }) {
  if (lastUsedAt === null) return "not yet";
  return (
    <>
      <RelativeTime at={lastUsedAt} />
      <span className="block text-sm text-muted">from {lastUsedFrom}</span>
    </>
  );
}

/** Tokens with their last use, and the act that ends one. */
export function TokenList({
  tokens,
  revoke,
}: Pick<TokenActions, "revoke"> & { tokens: readonly ApiToken[] }) {
  if (tokens.length === 0)
    return (
      <EmptyState title="No API token yet" level={3}>
        A token lets a script or a pipeline read findings and budgets, run checks, or apply repairs.
      </EmptyState>
    );
  return (
    <RevocableList
      label="API tokens"
      noun="token"
      items={tokens}
      columns={[
        { heading: "Scope", cell: ({ scope }) => scope },
        { heading: "Databases", cell: ({ groups }) => (groups.length === 0 ? "All" : groups.join(", ")) },
        { heading: "Last use", cell: (token) => <LastUse token={token} /> },
      ]}
      stateOf={({ state }) => STATES[state]}
      canRevoke={({ state }) => state !== "revoked"}
      consequence={() => "Its next request is refused."}
      revoke={revoke}
    />
  );
}
