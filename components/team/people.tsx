"use client";

import { useState } from "react";
import { ConfirmDialog, type PersonAct } from "./confirm-dialog";
import { AddPersonForm } from "./add-person-form";
import { PasswordShown } from "./password-shown";
import type { Made, TeamActions } from "./types";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Person } from "@/lib/accounts/account";
import type { Role } from "@/lib/accounts/roles";

type Props = TeamActions & { people: readonly Person[]; self: string };
type Shown = { name: string; password: string };

/** Returns the act that a button of a person's row begins. */
function actsOn({ id, name, role }: Person, { renew, setRole, takeAway }: TeamActions) {
  const other: Role = role === "admin" ? "member" : "admin";
  return {
    role: {
      title: `Make ${name} ${other === "admin" ? "an admin" : "a member"}`,
      says:
        other === "admin"
          ? `${name} may then do everything: add and repair databases, and let people in. ${name} signs in again.`
          : `${name} may then read everything and check again, and change nothing. ${name} signs in again.`,
      button: `Make ${other}`,
      asksPassword: true,
      run: (ownPassword) => setRole({ id, role: other, ownPassword }),
    },
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
export function People({ people, self, ...actions }: Props) {
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
              <Td>
                <span className="block font-medium wrap-anywhere">
                  {person.name}
                  {person.id === self && <span className="font-normal text-muted"> (you)</span>}
                </span>
                <span className="block text-sm wrap-anywhere text-muted">{person.email}</span>
              </Td>
              <Td>{person.role}</Td>
              <Td>{person.lastSeen ? <RelativeTime at={person.lastSeen} /> : "not yet"}</Td>
              <Td>
                {person.id !== self && (
                  <span className="flex flex-wrap justify-end gap-2">
                    <Button size="sm" onClick={() => ask(person, "role")}>
                      Make {person.role === "admin" ? "member" : "admin"} …
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
      <AddPersonForm letIn={actions.letIn} onMade={finish} />
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
