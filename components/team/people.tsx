"use client";

import { useState } from "react";
import { ConfirmDialog, type PersonAct } from "./confirm-dialog";
import { AccessDialog } from "./access-dialog";
import { AddPersonForm } from "./add-person-form";
import { PasswordShown } from "./password-shown";
import type { Made, TeamActions } from "./types";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import { listed } from "@/lib/text/words";
import type { Person } from "@/lib/accounts/account";
import { ROLE_SAYS } from "@/lib/accounts/roles";

type PersonActions = Pick<TeamActions, "letIn" | "renew" | "setRole" | "takeAway">;
type Props = PersonActions & {
  people: readonly Person[];
  self: string;
  /** Groups that databases have. */
  groups: readonly string[];
};
type Shown = { name: string; password: string };

/** Returns in words what a person may do, and of which databases. */
const scopeOf = ({ role, groups }: Person): string =>
  groups.length === 0 ? ROLE_SAYS[role] : `${ROLE_SAYS[role]} Databases of ${listed(groups)} alone.`;

/** Returns the act that a button of a person's row begins. */
function actsOn({ id, name, role }: Person, { renew, takeAway }: PersonActions) {
  return {
    password: {
      title: `New password for ${name}`,
      says: `The old password and every session of ${name} end. The new password is shown once.`,
      button: "Make the password",
      asksPassword: true,
      run: (ownPassword) => renew({ id, ownPassword }),
    },
    removal: {
      title: `Remove ${name}`,
      says: "The account and its sessions end at once. Databases stay as they are.",
      button: `Remove ${name}`,
      asksPassword: role === "admin",
      danger: true,
      run: (ownPassword) => takeAway({ id, ownPassword }),
    },
  } satisfies Record<string, PersonAct>;
}

/** Accounts for admins: let in, change role, give a new password, take away. */
export function People({ people, self, groups, ...actions }: Props) {
  const [changed, setChanged] = useState<Person | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<{ name: string; act: PersonAct } | null>(null);
  const ask = (person: Person, act: keyof ReturnType<typeof actsOn>) =>
    setAsked({ name: person.name, act: actsOn(person, actions)[act] });
  const finish = (name: string, made: Made | null) => {
    setAsked(null);
    setShown(made && { name, password: made.password });
  };

  return (
    <section aria-labelledby="people" className="grid grid-cols-1 gap-4">
      <h2 id="people" className="text-lg font-medium">
        People
      </h2>
      {shown && <PasswordShown {...shown} onDone={() => setShown(null)} />}
      <Table label="People">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Role</Th>
            <Th>Last here</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <Td className="min-w-48">
                <span className="block font-medium wrap-anywhere">
                  {person.name}
                  {person.id === self && <span className="font-normal text-muted"> (you)</span>}
                </span>
                <span className="block text-sm wrap-anywhere text-muted">{person.email}</span>
              </Td>
              <Td>
                {person.role}
                <span className="block max-w-prose min-w-36 text-sm wrap-anywhere text-muted">
                  {scopeOf(person)}
                </span>
              </Td>
              <Td>{person.lastSeen ? <RelativeTime at={person.lastSeen} /> : "not yet"}</Td>
              <Td>
                {person.id !== self && (
                  <span className="flex flex-wrap justify-end gap-2">
                    <Button size="sm" onClick={() => setChanged(person)}>
                      Change role …
                    </Button>
                    <Button size="sm" onClick={() => ask(person, "password")}>
                      New password …
                    </Button>
                    <Button size="sm" onClick={() => ask(person, "removal")}>
                      Remove …
                    </Button>
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <AddPersonForm letIn={actions.letIn} groups={groups} onMade={finish} />
      {changed && (
        <AccessDialog
          key={changed.id}
          person={changed}
          known={groups}
          setRole={actions.setRole}
          onClose={() => setChanged(null)}
        />
      )}
      {asked && (
        <ConfirmDialog
          act={asked.act}
          onClose={() => setAsked(null)}
          onDone={(made) => finish(asked.name, made)}
        />
      )}
    </section>
  );
}
