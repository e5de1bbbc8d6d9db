"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { ApiToken, TokenState } from "@/lib/accounts/api-token";
import type { TokenActions } from "./types";

const STATES: Record<Exclude<TokenState, "open">, string> = {
  expired: "Expired",
  revoked: "Revoked",
  "maker is no admin": "Stopped: its maker is no admin",
};

/** Tokens with their last use, and the act that ends one. */
export function TokenList({
  tokens,
  revoke,
}: Pick<TokenActions, "revoke"> & { tokens: readonly ApiToken[] }) {
  const [asked, setAsked] = useState<ApiToken | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  if (tokens.length === 0)
    return (
      <EmptyState title="No API token yet" level={3}>
        A token lets a script or a pipeline read findings and budgets, run checks, or apply repairs.
      </EmptyState>
    );
  const end = (id: string) =>
    start(async () => {
      const answer = await revoke(id);
      setProblem(answer === undefined ? null : answer.message);
      setAsked(null);
    });
  return (
    <div className="grid grid-cols-1 gap-3">
      {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
      <Table label="API tokens">
        <thead>
          <tr>
            {["Name", "Scope", "Databases", "Last use", "Expires"].map((name) => (
              <Th key={name}>{name}</Th>
            ))}
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} className={token.state === "open" ? undefined : "text-muted"}>
              <Td>
                <span className="block font-medium wrap-anywhere">{token.name}</span>
                <span className="block text-sm text-muted">made by {token.createdBy}</span>
              </Td>
              <Td>{token.scope}</Td>
              <Td>{token.groups.length === 0 ? "All" : token.groups.join(", ")}</Td>
              <Td>
                {token.lastUsedAt === null ? (
                  "not yet"
                ) : (
                  <>
                    <RelativeTime at={token.lastUsedAt} />
                    <span className="block text-sm text-muted">from {token.lastUsedFrom}</span>
                  </>
                )}
              </Td>
              <Td>{token.state === "open" ? <RelativeTime at={token.expiresAt} /> : STATES[token.state]}</Td>
              <Td>
                {token.state !== "revoked" && (
                  <span className="flex justify-end">
                    <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setAsked(token)}>
                      Revoke …
                    </Button>
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {asked && (
        <Dialog
          open
          onClose={() => setAsked(null)}
          title={`Revoke ${asked.name}`}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>Cancel</Button>
              <Button variant="danger" pending={pending} data-first onClick={() => end(asked.id)}>
                Revoke token
              </Button>
            </>
          }
        >
          <p>Its next request is refused. A revoked token cannot be restored.</p>
        </Dialog>
      )}
    </div>
  );
}
