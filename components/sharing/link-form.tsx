"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select } from "@/components/ui/input";
import { useSending } from "@/components/ui/use-sending";
import { issuesOf } from "@/lib/accounts/issues";
import type { Refusal } from "@/lib/api/refusal";
import { LONGEST_DAYS, shareLinkInputSchema, USUAL_DAYS } from "@/lib/wall/link";
import { ScopeFields, type ScopeValue } from "./scope-fields";
import type { Choice, SharingActions } from "./types";

const empty = {
  name: "",
  days: String(USUAL_DAYS),
  hosts: false,
  applications: false,
  theme: "system",
  highContrast: false,
};
const allDatabases: ScopeValue = { kind: "all", group: "", ids: [] };

/** Returns what a scope is sent as: the fields of its own kind alone. */
function scopeOf({ kind, group, ids }: ScopeValue) {
  if (kind === "group") return { kind, group };
  return kind === "chosen" ? { kind, ids } : { kind };
}

type LinkFormProps = Pick<SharingActions, "makeLink"> & {
  choices: readonly Choice[];
  onMade: (name: string, address: string) => void;
};

/** Makes a link: what it shows, what it may tell, how it looks, how long it lives. */
export function LinkForm({ choices, makeLink, onMade }: LinkFormProps) {
  const [values, setValues] = useState(empty);
  const [scope, setScope] = useState<ScopeValue>(allDatabases);
  const { form, pending, message, errors, send, refuse } = useSending();
  const set = (change: Partial<typeof empty>) => setValues({ ...values, ...change });
  const errorAt = (part: string) =>
    Object.entries(errors).find(([field]) => field === part || field.startsWith(`${part}.`))?.[1];
  const submit = () => {
    const { name, days, hosts, applications, theme, highContrast } = values;
    const parsed = shareLinkInputSchema.safeParse({
      name,
      days,
      scope: scopeOf(scope),
      allowed: { hosts, applications },
      looks: { theme, contrast: highContrast ? "high" : "normal" },
    });
    if (!parsed.success) return refuse({ message: "", fields: issuesOf(parsed.error) });
    send(async (): Promise<Refusal | void> => {
      const answer = await makeLink(parsed.data);
      if ("message" in answer) return answer;
      setValues(empty);
      setScope(allDatabases);
      onMade(parsed.data.name, answer.address);
    });
  };
  return (
    <Form ref={form} onSubmit={submit} className="grid grid-cols-1 gap-4">
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" hint="For this list and the audit log." error={errorAt("name")}>
          <Input name="name" value={values.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <Field
          label="Expires after (days)"
          hint={`At most ${LONGEST_DAYS}. Revoke it earlier at any time.`}
          error={errorAt("days")}
        >
          <Input
            name="days"
            inputMode="numeric"
            value={values.days}
            onChange={({ target }) => set({ days: target.value })}
          />
        </Field>
      </div>
      <ScopeFields value={scope} onChange={setScope} choices={choices} error={errorAt("scope")} />
      <details>
        <summary className="text-sm font-medium">
          Details and look
          <span className="ml-2 font-normal text-muted">
            {values.hosts ? "hosts shown" : "no host names"} ·{" "}
            {values.applications ? "applications named" : "applications not named"} ·{" "}
            {values.theme === "system" ? "theme of the screen" : `always ${values.theme}`}
            {values.highContrast ? " · high contrast" : ""}
          </span>
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <Checkbox
            name="hosts"
            label="Show host names"
            hint="Host and port of each server stand on the wall."
            checked={values.hosts}
            onChange={({ target }) => set({ hosts: target.checked })}
          />
          <Checkbox
            name="applications"
            label="Name applications"
            hint="The gauge names the applications that hold connections. Off: they are one part."
            checked={values.applications}
            onChange={({ target }) => set({ applications: target.checked })}
          />
          <Field label="Theme" error={errorAt("looks")}>
            <Select name="theme" value={values.theme} onChange={({ target }) => set({ theme: target.value })}>
              <option value="system">As the screen is set</option>
              <option value="dark">Dark</option>
              <option value="light">Light</option>
            </Select>
          </Field>
          <Checkbox
            name="highContrast"
            label="High contrast"
            hint="For a projector: stronger text and lines."
            checked={values.highContrast}
            onChange={({ target }) => set({ highContrast: target.checked })}
          />
        </div>
      </details>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Making the link">
          Make link
        </Submit>
      </div>
    </Form>
  );
}
