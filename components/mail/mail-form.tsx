"use client";

import { useState } from "react";
import { useSaving } from "@/components/settings/use-saving";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import type { Refusal } from "@/lib/api/refusal";
import { DEFAULT_PORTS, type TlsMode } from "@/lib/mail/server";
import type { MailView } from "@/lib/mail/stored";

type MailFormProps = {
  stored: MailView["server"];
  save: (input: unknown) => Promise<Refusal | void>;
};

const MODES: readonly { value: TlsMode; label: string; hint: string }[] = [
  { value: "starttls", label: "STARTTLS", hint: "Demanded; usual on port 587." },
  { value: "implicit", label: "TLS", hint: "From the first byte; usual on port 465." },
  { value: "none", label: "Plain text", hint: "To a server on this machine alone." },
];

const textsOf = (stored: MailView["server"]) => ({
  host: stored?.host ?? "",
  port: String(stored?.port ?? DEFAULT_PORTS.starttls),
  user: stored?.user ?? "",
  password: "",
  from: stored?.from ?? "",
});

/** The form of the mail server. A stored password is never here: an empty field keeps it. */
export function MailForm({ stored, save }: MailFormProps) {
  const [values, setValues] = useState(textsOf(stored));
  const [tls, setTls] = useState<TlsMode>(stored?.tls ?? "starttls");
  const { form, pending, message, errors, send } = useSaving(() =>
    setValues((now) => ({ ...now, password: "" })),
  );

  /** A port that was not changed by hand goes with the mode. */
  const choose = (mode: TlsMode) => {
    const untouched = values.port === String(DEFAULT_PORTS[tls]);
    if (untouched) setValues((now) => ({ ...now, port: String(DEFAULT_PORTS[mode]) }));
    setTls(mode);
  };
  const bind = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setValues((now) => ({ ...now, [name]: event.target.value })),
  });
  const isSet = stored?.passwordSet === true;
  return (
    <Form ref={form} onSubmit={() => send(() => save({ ...values, tls }))} className="grid max-w-xl gap-4">
      {message !== "" && <Callout tone="fail" role="alert" title={message} />}
      <RadioCards legend="Encryption" name="tls" columns={3} options={MODES} value={tls} onChange={choose} />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
        <Field label="Host" error={errors.host}>
          <Input mono placeholder="smtp.example.com" {...bind("host")} />
        </Field>
        <Field label="Port" error={errors.port}>
          <Input mono inputMode="numeric" {...bind("port")} />
        </Field>
      </div>
      <Field label="User" aside="optional" error={errors.user}>
        <Input mono {...bind("user")} />
      </Field>
      <Field
        label="Password"
        aside={isSet ? "set; leave it empty to keep it" : "optional"}
        error={errors.password}
      >
        <Input
          type="password"
          autoComplete="new-password"
          placeholder={isSet ? "••••••••" : ""}
          {...bind("password")}
        />
      </Field>
      <Field label="Sender" hint="The address that mail comes from." error={errors.from}>
        <Input type="email" placeholder="headroom@example.com" {...bind("from")} />
      </Field>
      <div>
        <Submit variant="primary" pending={pending} pendingText="Saving">
          Save
        </Submit>
      </div>
    </Form>
  );
}
