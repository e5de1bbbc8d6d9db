"use client";

import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { RevocableList } from "@/components/ui/revocable-list";
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
  if (links.length === 0)
    return (
      <EmptyState title="No wall link yet" level={3}>
        A wall link shows the health of your databases on a screen or in a chat, without an account.
      </EmptyState>
    );
  return (
    <RevocableList
      label="Wall links"
      noun="link"
      items={links}
      columns={[
        { heading: "Shows", cell: (link) => shows(link, choices) },
        { heading: "Screens open", cell: ({ screens }) => screens },
        {
          heading: "Last use",
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? "not yet" : <RelativeTime at={lastUsedAt} />),
        },
      ]}
      stateOf={({ state }) => STATES[state]}
      canRevoke={({ state }) => state === "open"}
      consequence={({ screens }) =>
        screens === 0
          ? "The link opens nothing any more."
          : `The link opens nothing any more, and ${count(screens, "screen")} that shows it now goes blank within seconds.`
      }
      revoke={revokeLink}
    />
  );
}
