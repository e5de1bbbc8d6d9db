"use client";

import type { FieldsProps } from "./fields";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { SSLMODES, type Sslmode } from "@/lib/postgres/sslmode";

const SSLMODE_SAYS: Record<Sslmode, string> = {
  disable: "disable: never TLS",
  allow: "allow: TLS only if the server insists",
  prefer: "prefer: TLS if the server has it",
  require: "require: always TLS, certificate not checked",
  "verify-ca": "verify-ca: always TLS, certificate checked",
  "verify-full": "verify-full: always TLS, certificate and host name checked",
};

type Props = FieldsProps & {
  /** A password is stored; an empty field keeps it. */
  hasPassword: boolean;
};

/** Address of the database and its login: the only six things of a connection string that are ever used. */
export function ConnectionFields({ values, errors, change, hasPassword }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field label="Host" error={errors.host} className="sm:col-span-4">
        <Input
          mono
          name="host"
          value={values.host}
          onChange={(event) => change({ host: event.target.value })}
        />
      </Field>
      <Field label="Port" error={errors.port} className="sm:col-span-2">
        <Input
          mono
          name="port"
          inputMode="numeric"
          value={values.port}
          onChange={(event) => change({ port: event.target.value })}
        />
      </Field>
      <Field label="Database" error={errors.database} className="sm:col-span-3">
        <Input
          mono
          name="database"
          value={values.database}
          onChange={(event) => change({ database: event.target.value })}
        />
      </Field>
      <Field
        label="User"
        error={errors.user}
        hint="An admin of the database sees the most. A role with less will do: what it may not see is shown as unknown."
        className="sm:col-span-3"
      >
        <Input
          mono
          name="user"
          value={values.user}
          onChange={(event) => change({ user: event.target.value })}
        />
      </Field>
      <Field
        label="Password"
        error={errors.password}
        hint={
          hasPassword
            ? "Leave it empty to keep the one that is stored. It is never shown again."
            : "Stored encrypted, never shown again, and it never leaves the server."
        }
        className="sm:col-span-3"
      >
        <Input
          mono
          type="password"
          name="password"
          autoComplete="new-password"
          value={values.password}
          placeholder={hasPassword ? "stored" : undefined}
          onChange={(event) => change({ password: event.target.value })}
        />
      </Field>
      <Field label="sslmode" error={errors.sslmode} className="sm:col-span-3">
        <Select
          name="sslmode"
          value={values.sslmode}
          onChange={(event) => change({ sslmode: event.target.value })}
        >
          {SSLMODES.map((mode) => (
            <option key={mode} value={mode}>
              {SSLMODE_SAYS[mode]}
            </option>
          ))}
        </Select>
      </Field>
      {values.sslmode.startsWith("verify") && (
        <Field
          label="Certificate authority"
          aside="optional"
          error={errors.caCertificate}
          hint="PEM text of the authority to trust. Empty means the authorities that this machine trusts."
          className="sm:col-span-6"
        >
          <Textarea
            mono
            name="caCertificate"
            value={values.caCertificate}
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(event) => change({ caCertificate: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
