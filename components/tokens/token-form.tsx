"use client";

import { useState } from "react";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { GroupsChoice } from "@/components/team/groups-choice";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { useSending } from "@/components/ui/use-sending";
import {
  SCOPE_SAYS,
  TOKEN_DAYS,
  TOKEN_SCOPES,
  tokenInputSchema,
  USUAL_TOKEN_DAYS,
  type TokenScope,
} from "@/lib/accounts/api-token";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import type { TokenActions } from "./types";

const empty = { name: "", days: String(USUAL_TOKEN_DAYS), ownPassword: "" };

const SCOPE_LABELS: Record<TokenScope, string> = { read: "Read", check: "Check", run: "Run" };

type TokenFormProps = Pick<TokenActions, "make"> & {
  groups: readonly string[];
  onMade: (name: string, token: string) => void;
};

/** Makes a token: its name, scope, groups and life. */
export function TokenForm({ groups, make, onMade }: TokenFormProps) {
  const [values, setValues] = useState(empty);
  const [scope, setScope] = useState<TokenScope>("read");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { form, pending, message, errors, send, refuse } = useSending();
  const set = (change: Partial<typeof empty>) => setValues({ ...values, ...change });
  const submit = () => {
    const { name, days, ownPassword } = values;
    const parsed = tokenInputSchema.safeParse({
      name,
      scope,
      groups: chosen,
      days: Number(days),
      ...(ownPassword !== "" && { ownPassword }),
    });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(async (): Promise<Refusal | void> => {
      const answer = await make(parsed.data);
      if ("message" in answer) return answer;
      setValues(empty);
      setScope("read");
      setChosen([]);
      onMade(parsed.data.name, answer.token);
    });
  };
  return (
    <Form ref={form} onSubmit={submit} className="grid grid-cols-1 gap-4">
      {message !== "" && !errors.ownPassword && !errors.name && (
        <Callout tone="fail" role="alert" title={message} />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" hint="For this list and the audit log." error={errors.name}>
          <Input name="name" value={values.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <Field label="Expires after" hint="Revoke it earlier at any time." error={errors.days}>
          <Select name="days" value={values.days} onChange={({ target }) => set({ days: target.value })}>
            {TOKEN_DAYS.map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <RadioCards
        legend="Scope"
        name="scope"
        value={scope}
        onChange={setScope}
        columns={3}
        options={TOKEN_SCOPES.map((value) => ({
          value,
          label: SCOPE_LABELS[value],
          hint: SCOPE_SAYS[value],
        }))}
      />
      <GroupsChoice known={groups} chosen={chosen} onChange={setChosen} />
      <div className="grid gap-4 sm:grid-cols-2">
        <OwnPasswordField
          value={values.ownPassword}
          error={errors.ownPassword}
          onChange={(ownPassword) => set({ ownPassword })}
        />
      </div>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Making the token">
          Make token
        </Submit>
      </div>
    </Form>
  );
}
