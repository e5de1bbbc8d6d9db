"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { RadioCards } from "@/components/ui/radio-cards";
import { useSending } from "@/components/ui/use-sending";
import {
  CHANNEL_KINDS,
  initialValues,
  kindOf,
  type ChannelInput,
  type ChannelKind,
} from "@/lib/alerts/channels";
import type { ChannelView } from "@/lib/alerts/channels/view";
import type { Refusal } from "@/lib/api/refusal";
import { ChannelFields } from "./channel-fields";

type FormProps = {
  /** The channel that is edited; null for a new one. */
  stored: ChannelView | null;
  save: (input: ChannelInput) => Promise<Refusal | void>;
};

const options = CHANNEL_KINDS.map((value) => ({ value, label: kindOf(value).label }));

/** The form of a channel. A new one begins with its kind; a stored one keeps it. */
export function ChannelForm({ stored, save }: FormProps) {
  const [kind, setKind] = useState<ChannelKind>(stored?.kind ?? "slack");
  const [name, setName] = useState(stored?.name ?? "");
  const [values, setValues] = useState(stored?.config ?? initialValues(kind));
  const { form, pending, message, errors, send, reset } = useSending();
  const { label, setUp, fields } = kindOf(kind);

  const choose = (chosen: ChannelKind) => {
    setKind(chosen);
    setValues(initialValues(chosen));
    reset();
  };
  return (
    <Form ref={form} className="grid gap-4" onSubmit={() => send(() => save({ kind, name, values }))}>
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      {stored === null && (
        <RadioCards
          legend="Send to"
          name="kind"
          columns={3}
          options={options}
          value={kind}
          onChange={choose}
        />
      )}
      <p className="text-muted">{setUp}</p>
      <Field label="Name" hint="As people know it, such as #db-oncall." error={errors.name}>
        <Input name="name" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <ChannelFields
        fields={fields}
        values={values}
        secretsSet={stored?.secretsSet ?? []}
        errors={errors}
        change={(field, value) => setValues((now) => ({ ...now, [field]: value }))}
      />
      <div className="flex flex-wrap gap-2">
        <Submit variant="primary" pending={pending} pendingText="Saving">
          {stored === null ? `Add ${label}` : "Save"}
        </Submit>
        <LinkButton href="/alerts">Cancel</LinkButton>
      </div>
    </Form>
  );
}
