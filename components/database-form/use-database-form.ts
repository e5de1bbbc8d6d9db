"use client";

import { useState } from "react";
import { electricUrlFlaws } from "@/lib/electric/url";
import {
  emptyForm,
  isRead,
  readForm,
  withoutReading,
  withReading,
  withSchemas,
  type FieldErrors,
  type FormValues,
} from "@/lib/databases/form";
import type { DatabaseInput } from "@/lib/databases/database";
import { proposedName } from "@/lib/databases/proposed-name";
import { readConnectionString, type Reading } from "@/lib/postgres/connection-string";
import { writeConnectionString } from "@/lib/postgres/conninfo/write";
import { SSLMODES } from "@/lib/postgres/sslmode";
import { defaultTarget } from "@/lib/target/schema";

const CONNECTION_FIELDS: readonly (keyof FormValues)[] = [
  "host",
  "port",
  "database",
  "user",
  "password",
  "sslmode",
];

const UNREADABLE = "This is not a connection string. It begins with postgresql:// or holds host=.";

/** A scope that a person chose is not replaced by the schemas of a connection string. */
const SCOPE_FIELDS: readonly (keyof FormValues)[] = ["scopeKind", "schemas", "tables"];

/** The connection string that the fields mean, in step with them. */
const stringOf = (values: FormValues): string =>
  writeConnectionString({
    host: values.host,
    port: /^\d{1,10}$/.test(values.port) ? Number(values.port) : 5432,
    database: values.database,
    user: values.user,
    password: values.password,
    sslmode: SSLMODES.find((mode) => mode === values.sslmode) ?? null,
  });

export type DatabaseForm = {
  text: string;
  reading: Reading;
  values: FormValues;
  errors: FieldErrors;
  /** Electric is given this same string, so what it cannot read in it matters. */
  forElectric: boolean;
  setText(text: string): void;
  setForElectric(same: boolean): void;
  change(change: Partial<FormValues>): void;
  setErrors(errors: FieldErrors): void;
  /** The database that the form means; where it means none, the errors are shown and null is returned. */
  read(): DatabaseInput | null;
  /** The same for a connection test, for which neither the name nor the target matters. */
  readConnection(): DatabaseInput | null;
};

/** The state of the database form: a connection string and its fields, kept in step, and the target. `taken` are names that are
 * not proposed.
 */
export function useDatabaseForm(
  initial: FormValues = emptyForm,
  stored: DatabaseInput["urlFlaws"] = [],
  taken: readonly string[] = [],
): DatabaseForm {
  const [values, setValues] = useState(initial);
  const [text, setRawText] = useState("");
  const [named, setNamed] = useState(initial.name !== "");
  const [scoped, setScoped] = useState(initial !== emptyForm);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [forElectric, setForElectric] = useState(true);
  const reading = readConnectionString(text);

  const urlFlaws = !forElectric ? [] : text.trim() === "" ? stored : electricUrlFlaws(text);
  const readAs = (candidate: FormValues) => {
    const read = readForm(candidate, urlFlaws);
    const wrong = "errors" in read ? read.errors : {};
    // Fields that a string left as they were stored would be saved as if it had been read.
    const found = reading.form === "unreadable" ? { ...wrong, text: UNREADABLE } : wrong;
    setErrors(found);
    return "input" in read && found === wrong ? read.input : null;
  };

  return {
    text,
    reading,
    values,
    errors,
    forElectric,
    setForElectric,
    setErrors,
    setText(next) {
      const read = readConnectionString(next);
      setRawText(next);
      setValues((now) => {
        const known = isRead(read) ? withReading(now, read) : withoutReading(now, initial);
        const filled = scoped ? known : withSchemas(known, read);
        return named ? filled : { ...filled, name: proposedName(filled, taken) };
      });
    },
    change(change) {
      const next = { ...values, ...change };
      if (change.name !== undefined) setNamed(true);
      if (SCOPE_FIELDS.some((field) => field in change)) setScoped(true);
      setValues(next);
      if (isRead(reading) && CONNECTION_FIELDS.some((field) => field in change)) setRawText(stringOf(next));
    },
    read: () => readAs(values),
    readConnection: () =>
      readAs({
        ...values,
        name: values.name.trim() || "test",
        role: defaultTarget.role,
        poolSize: String(defaultTarget.poolSize),
        streamId: defaultTarget.streamId,
        scopeKind: "schemas",
        schemas: "public",
        electricUrl: "",
        electricMetricsUrl: "",
      }),
  };
}
