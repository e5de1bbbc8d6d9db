"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import { count } from "@/lib/text/words";
import type { ShareLink, ShareLinkState } from "@/lib/wall/link";
import type { Choice, SharingActions } from "./types";

const STATES: Record<ShareLinkState, string> = { open: "Open", expired: "Expired", revoked: "Revoked" };

/** Returns what a link shows, in words. */
function shows({ scope, allowed }: ShareLink, choices: readonly Choice[]): string {
  const names = new Map(choices.map(({ id, name }) => [id, name]));
  const what =
    scope.kind === "all"
      ? "All databases"
      : scope.kind === "group"
        ? `Group ${scope.group}`
        : scope.ids.length === 1
          ? (names.get(scope.ids[0] ?? "") ?? "One removed database")
          : count(scope.ids.length, "database");
  const more = [allowed.hosts && "host names", allowed.applications && "applications"].filter(Boolean);
  return more.length === 0 ? what : `${what}, with ${more.join(" and ")}`;
}

type LinkListProps = Pick<SharingActions, "revokeLink"> & {
  links: readonly ShareLink[];
  choices: readonly Choice[];
};

/** Links with their last use and the screens that show them now, and the act that ends one. */
export function LinkList({ links, choices, revokeLink }: LinkListProps) {
  const [asked, setAsked] = useState<ShareLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  if (links.length === 0)
    return (
      <EmptyState title="No wall link yet" level={3}>
        A wall link shows the health of your databases on a screen or in a chat, without an account.
      </EmptyState>
    );
  const revoke = (id: string) =>
    start(async () => {
      const answer = await revokeLink(id);
      setProblem(answer === undefined ? null : answer.message);
      setAsked(null);
    });
  return (
    <div className="grid grid-cols-1 gap-3">
      {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
      <Table label="Wall links">
        <thead>
          <tr>
            {["Name", "Shows", "Screens open", "Last use", "Expires"].map((name) => (
              <Th key={name}>{name}</Th>
            ))}
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr key={link.id} className={link.state === "open" ? undefined : "text-muted"}>
              <Td>
                <span className="block font-medium wrap-anywhere">{link.name}</span>
                <span className="block text-sm text-muted">made by {link.createdBy}</span>
              </Td>
              <Td>{shows(link, choices)}</Td>
              <Td>{link.screens}</Td>
              <Td>{link.lastUsedAt === null ? "not yet" : <RelativeTime at={link.lastUsedAt} />}</Td>
              <Td>{link.state === "open" ? <RelativeTime at={link.expiresAt} /> : STATES[link.state]}</Td>
              <Td>
                {link.state === "open" && (
                  <span className="flex justify-end">
                    <Button size="sm" onClick={() => setAsked(link)}>
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
              <Button variant="danger" pending={pending} data-first onClick={() => revoke(asked.id)}>
                Revoke link
              </Button>
            </>
          }
        >
          <p>
            {asked.screens === 0
              ? "The link opens nothing any more."
              : `The link opens nothing any more, and ${count(asked.screens, "screen")} that shows it now goes blank within seconds.`}{" "}
            A revoked link cannot be restored.
          </p>
        </Dialog>
      )}
    </div>
  );
}
