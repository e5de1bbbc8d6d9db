"use client";

import { useState } from "react";
import { InviteForm, RevokeButton } from "./invite-form";
import { LinkShown } from "./link-shown";
import type { MadeLink, TeamActions } from "./types";
import { Callout } from "@/components/ui/callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Refusal } from "@/lib/api/refusal";
import type { Invitation } from "@/lib/accounts/link-state";

type Props = Pick<TeamActions, "invite" | "revoke"> & {
  invitations: readonly Invitation[];
  /** Names of the groups of databases. */
  groups: readonly string[];
};

/** Invitations by link for admins: the open ones, and a form for another. */
export function Invitations({ invitations, groups, invite, revoke }: Props) {
  const [made, setMade] = useState<MadeLink | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return (
    <section aria-labelledby="invitations" className="grid grid-cols-1 gap-4">
      <h2 id="invitations" className="text-lg font-medium">
        Invitations
      </h2>
      {made && (
        <LinkShown
          title="Invitation made"
          says="The link is shown only now and works once. Pass it on by a safe way."
          path={made.path}
          mail={made.mail}
          onDone={() => setMade(null)}
        />
      )}
      {refusal && <Callout tone="fail" role="alert" title={refusal.message} />}
      {invitations.length > 0 && (
        <Table label="Invitations">
          <thead>
            <tr>
              <Th>For</Th>
              <Th>Role</Th>
              <Th>Invited by</Th>
              <Th>Expires</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {invitations.map(({ id, email, role, groups: own, invitedBy, expiresAt, state }) => (
              <tr key={id}>
                <Td>
                  <span className="wrap-anywhere">{email ?? "anyone with the link"}</span>
                </Td>
                <Td>
                  {role}
                  {own.length > 0 && <span className="block text-sm text-muted">{own.join(", ")}</span>}
                </Td>
                <Td>{invitedBy}</Td>
                <Td>{state === "expired" ? "expired" : <RelativeTime at={expiresAt} />}</Td>
                <Td>
                  <span className="flex justify-end">
                    <RevokeButton
                      id={id}
                      whose={email === null ? `as ${role}` : `of ${email}`}
                      revoke={revoke}
                      onRefused={setRefusal}
                    />
                  </span>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <InviteForm groups={groups} invite={invite} onMade={setMade} />
    </section>
  );
}
