"use client";

import { useState, useTransition } from "react";
import { LinkShown } from "./link-shown";
import type { MadeLink, TeamActions } from "./types";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Select } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { OWN_PASSWORD_NEEDED, type Person } from "@/lib/accounts/account";

type Props = Pick<TeamActions, "makeLink" | "resetFactor" | "endSessions"> & {
  people: readonly Person[];
  self: string;
};

/** Helps a person who has lost the password, the second factor or a device. Each asks for the admin's own password. */
export function LostAccess({ people, self, makeLink, resetFactor, endSessions }: Props) {
  const others = people.filter(({ id }) => id !== self);
  const [id, setId] = useState(others[0]?.id ?? "");
  const [ownPassword, setOwnPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [made, setMade] = useState<(MadeLink & { name: string }) | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const name = others.find((person) => person.id === id)?.name ?? "";
  const act = (work: (input: unknown) => Promise<MadeLink | Refusal | void>, says = "") => {
    setMade(null);
    setDone(null);
    if (ownPassword === "") return setRefusal({ message: "", fields: { ownPassword: OWN_PASSWORD_NEEDED } });
    start(async () => {
      const answer = await work({ id, ownPassword });
      if (answer && "message" in answer) return setRefusal(answer);
      setRefusal(null);
      setOwnPassword("");
      if (answer) setMade({ ...answer, name });
      else setDone(says);
    });
  };
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="lost-access" className="grid grid-cols-1 gap-4">
      <h2 id="lost-access" className="text-lg font-medium">
        Lost access
      </h2>
      {made && (
        <LinkShown
          title={`A new password for ${made.name}`}
          says="The link is shown only now. It sets a password once, within 24 h, and ends every session of the account then."
          path={made.path}
          onDone={() => setMade(null)}
        />
      )}
      {done && <Callout tone="pass" role="status" title={done} />}
      <Form
        onSubmit={() => !pending && act(makeLink)}
        className="grid gap-4 rounded-md border border-line bg-surface p-4"
      >
        {refusal?.message && !refusal.fields.ownPassword && (
          <Callout tone="fail" role="alert" title={refusal.message} />
        )}
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Person">
            <Select name="person" value={id} onChange={(event) => setId(event.target.value)}>
              {others.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </Select>
          </Field>
          <OwnPasswordField
            label="Your own password"
            hint="Yours, not theirs: an open session does not suffice."
            value={ownPassword}
            error={refusal?.fields.ownPassword}
            onChange={setOwnPassword}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Submit pending={pending} pendingText="Working">
            Link for a new password
          </Submit>
          <Button
            pending={pending}
            onClick={() =>
              act(
                resetFactor,
                `The second factor of ${name} is off. ${name} signs in again, with the password alone.`,
              )
            }
          >
            Turn second factor off
          </Button>
          <Button
            pending={pending}
            onClick={() => act(endSessions, `Every session of ${name} is over. The password stays.`)}
          >
            End all sessions
          </Button>
        </div>
      </Form>
    </section>
  );
}
