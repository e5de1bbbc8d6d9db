"use client";

import { useRef, useState, useTransition } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { RadioCards } from "@/components/ui/radio-cards";
import {
  CHANNEL_KINDS,
  initialValues,
  kindOf,
  type ChannelInput,
  type ChannelKind,
} from "@/lib/alerts/channels";
import type { ChannelView } from "@/lib/alerts/channels/view";
import type { Refusal } from "@/lib/api/refusal";
import type { FieldErrors } from "@/lib/databases/form";
import { ChannelFields } from "./channel-fields";

type FormProps = {
  /** The channel that is edited; null for a new one. */
  stored: ChannelView | null;
  save: (input: ChannelInput) => Promise<Refusal | void>;
};

const options = CHANNEL_KINDS.map((value) => ({ value, label: kindOf(value).label }));

/** The form of a channel. A new one begins with its kind; a stored one keeps it. */
export function ChannelForm({ stored, save }: FormProps) {
  const element = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<ChannelKind>(stored?.kind ?? "slack");
  const [name, setName] = useState(stored?.name ?? "");
  const [values, setValues] = useState(stored?.config ?? initialValues(kind));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState("");
  const [pending, start] = useTransition();
  const { label, setUp, fields } = kindOf(kind);

  const choose = (chosen: ChannelKind) => {
    setKind(chosen);
    setValues(initialValues(chosen));
    setErrors({});
    setMessage("");
  };
  const submit = () => {
    if (pending) return;
    start(async () => {
      const refusal = await save({ kind, name, values });
      setErrors(refusal?.fields ?? {});
      setMessage(refusal?.message ?? "");
      if (refusal)
        requestAnimationFrame(() =>
          element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
        );
    });
  };
  return (
    <Form ref={element} className="grid gap-4" onSubmit={submit}>
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
