"use client";

import { useState, useTransition } from "react";
import { LetIn } from "./let-in";
import { PasswordShown } from "./password-shown";
import type { Made, Refusal, TeamActions } from "./types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Person } from "@/lib/accounts/account";

type Props = TeamActions & { people: readonly Person[]; self: string };
type Shown = { name: string; password: string };

/** Everybody who has an account, for admins: let in, change role, give a new password, take away. */
export function People({ people, self, letIn, renew, setRole, takeAway }: Props) {
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [leaving, setLeaving] = useState<Person | null>(null);

  const settle = (name: string, answer: Made | Refusal | void) => {
    setLeaving(null);
    setProblem(answer && "message" in answer ? answer.message : null);
    setShown(answer && "password" in answer ? { name, password: answer.password } : null);
  };
  const run = (person: Person, work: () => Promise<Made | Refusal | void>) =>
    start(async () => settle(person.name, await work()));

  return (
    <section aria-labelledby="people" className="grid grid-cols-1 gap-4">
      <h2 id="people" className="text-lg font-medium">
        People
      </h2>
      {problem && (
        <Callout tone="fail" role="alert" title="That did not work">
          {problem}
        </Callout>
      )}
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
                    <Button
                      size="sm"
                      pending={pending}
                      onClick={() =>
                        run(person, () => setRole(person.id, person.role === "admin" ? "member" : "admin"))
                      }
                    >
                      Make {person.role === "admin" ? "member" : "admin"}
                    </Button>
                    <Button size="sm" pending={pending} onClick={() => run(person, () => renew(person.id))}>
                      New password
                    </Button>
                    <Button size="sm" onClick={() => setLeaving(person)}>
                      Remove …
                    </Button>
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <LetIn letIn={letIn} onMade={(name, made) => settle(name, made)} />
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Remove ${leaving?.name ?? ""}`}
        actions={
          <>
            <Button onClick={() => setLeaving(null)}>Keep</Button>
            <Button
              variant="danger"
              pending={pending}
              onClick={() => leaving && run(leaving, () => takeAway(leaving.id))}
            >
              Remove {leaving?.name}
            </Button>
          </>
        }
      >
        <p>The account and its sessions end at once. Databases stay as they are.</p>
      </Dialog>
    </section>
  );
}
