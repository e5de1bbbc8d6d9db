"use client";

import { useState } from "react";
import { OwnPasswordField } from "@/components/account/own-password-field";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Code } from "@/components/ui/code";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input, Select, Textarea } from "@/components/ui/input";
import type { Refusal } from "@/lib/api/refusal";
import { providerInput, providerValues, type ProviderValues } from "@/lib/accounts/provider-form";
import type { ProviderFields } from "@/lib/accounts/provider";
import { ROLES } from "@/lib/accounts/roles";
import { useSaving } from "./use-saving";

type Props = {
  stored: ProviderFields & { hasSecret: boolean; callback: string };
  save: (input: unknown) => Promise<Refusal | void>;
};

/** Sets the provider of sign-ins by OpenID Connect. What was typed stays when something is wrong. */
export function ProviderForm({ stored, save }: Props) {
  const [values, setValues] = useState(() => providerValues(stored));
  const set = (change: Partial<ProviderValues>) => setValues((now) => ({ ...now, ...change }));
  const { form, pending, message, errors, send, refuse } = useSaving(() =>
    set({ ownPassword: "", clientSecret: "" }),
  );
  const submit = () => {
    const input = providerInput(values);
    if ("mapping" in input.problems) return refuse({ message: "", fields: input.problems });
    send(() => save(input.value));
  };
  const errorOf = (field: string): string | undefined =>
    Object.entries(errors).find(([name]) => name.split(".")[0] === field)?.[1];
  const text = (field: TextField, label: string, hint: string, type = "text") => (
    <Field label={label} hint={hint} error={errorOf(field)}>
      <Input
        name={field}
        type={type}
        autoComplete="off"
        spellCheck={false}
        value={values[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );
  const lines = (field: LinesField, label: string, hint: string) => (
    <Field label={label} hint={hint} error={errorOf(field)}>
      <Textarea
        name={field}
        rows={3}
        spellCheck={false}
        value={values[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <Form ref={form} onSubmit={submit} className="grid max-w-2xl gap-4">
      <h2 className="text-lg font-medium">OpenID Connect</h2>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <Checkbox
        label="Sign in by a provider"
        hint="Passwords go on working, also while the provider is away."
        checked={values.isOn}
        onChange={(event) => set({ isOn: event.target.checked })}
      />
      <div className="grid gap-1">
        <p className="text-sm font-medium">Callback address, for the provider</p>
        <Code code={stored.callback} what="callback address" />
      </div>
      {text("issuer", "Issuer", "As its discovery document names it, such as https://id.example.com.")}
      {text("clientId", "Client id", "The provider gives it to this Headroom.")}
      {text(
        "clientSecret",
        "Client secret",
        stored.hasSecret ? "Kept encrypted. Empty: the present one stays." : "Empty: a public client.",
        "password",
      )}
      {text("scopes", "Scopes", "The usual ones are: openid email profile.")}
      {text("button", "Text of the button", "Stands on the sign-in page.")}
      {lines(
        "domains",
        "Allowed domains",
        "One a line. Only addresses that the provider has verified count.",
      )}
      {lines("subjects", "Allowed subjects", "One a line: the provider's own ids (sub) of people.")}
      <Checkbox
        label="Join accounts by verified address"
        hint="A person of the provider takes over the account here that has the same verified address."
        checked={values.linksByEmail}
        onChange={(event) => set({ linksByEmail: event.target.checked })}
      />
      <Checkbox
        label="Make accounts for people who are allowed"
        hint="Needs allowed domains, subjects or groups. Off, a person needs an invitation first."
        checked={values.makesAccounts}
        onChange={(event) => set({ makesAccounts: event.target.checked })}
      />
      {errorOf("makesAccounts") && <p className="text-sm text-fail">{errorOf("makesAccounts")}</p>}
      <Field label="Role of new accounts" hint="Where no group says one.">
        <Select
          name="newRole"
          value={values.newRole}
          onChange={(event) => {
            const newRole = ROLES.find((role) => role === event.target.value);
            if (newRole !== undefined) set({ newRole });
          }}
        >
          {ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </Select>
      </Field>
      {text("groupsClaim", "Claim of the groups", "groups, at most providers.")}
      {lines(
        "mapping",
        "Groups and their role",
        "One a line: provider's group = role, or role: groups of databases. For example: dba = admin; shop-team = member: shop, blog.",
      )}
      <OwnPasswordField
        value={values.ownPassword}
        error={errorOf("ownPassword")}
        onChange={(ownPassword) => set({ ownPassword })}
      />
      <div>
        <Submit variant="primary" pending={pending} pendingText="Asking the provider">
          Save
        </Submit>
      </div>
    </Form>
  );
}

type TextField = "issuer" | "clientId" | "clientSecret" | "scopes" | "button" | "groupsClaim";
type LinesField = "domains" | "subjects" | "mapping";
