"use client";

import { useState, useTransition } from "react";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { GroupsChoice } from "@/components/team/groups-choice";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
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
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
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
    if (!parsed.success) return setRefusal({ message: "", fields: issuesOf(parsed.error) });
    start(async () => {
      const answer = await make(parsed.data);
      if ("message" in answer) return setRefusal(answer);
      setRefusal(null);
      setValues(empty);
      setScope("read");
      setChosen([]);
      onMade(parsed.data.name, answer.token);
    });
  };
  const fields = refusal?.fields ?? {};
  return (
    <Form onSubmit={submit} className="grid grid-cols-1 gap-4">
      {refusal?.message && !fields.ownPassword && !fields.name && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" hint="For this list and the audit log." error={fields.name}>
          <Input name="name" value={values.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <Field label="Expires after" hint="Revoke it earlier at any time." error={fields.days}>
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
          error={fields.ownPassword}
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
