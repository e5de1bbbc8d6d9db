"use client";

import type { FieldsProps } from "./fields";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { RadioCards, type RadioCard } from "@/components/ui/radio-cards";
import type { Scope } from "@/lib/target/schema";

const KINDS: readonly RadioCard<Scope["kind"]>[] = [
  {
    value: "schemas",
    label: "All tables of some schemas",
    hint: "Tables that are added later belong to it at once.",
  },
  { value: "tables", label: "A list of tables", hint: "Only these; a new table is added here by hand." },
];

/** Which tables Electric is to serve. */
export function ScopeFields({ values, errors, change }: FieldsProps) {
  return (
    <div className="grid gap-3">
      <RadioCards
        legend="Tables that Electric serves"
        name="scopeKind"
        options={KINDS}
        value={values.scopeKind}
        onChange={(scopeKind) => change({ scopeKind })}
        columns={2}
      />
      {values.scopeKind === "schemas" ? (
        <Field label="Schemas" hint="One a line, written as in SQL." error={errors["target.scope"]}>
          <Textarea
            mono
            name="schemas"
            value={values.schemas}
            onChange={(event) => change({ schemas: event.target.value })}
          />
        </Field>
      ) : (
        <Field
          label="Tables"
          hint={`One a line, written as in SQL: orders, shop.items, public."Order Items".`}
          error={errors["target.scope"]}
        >
          <Textarea
            mono
            name="tables"
            value={values.tables}
            onChange={(event) => change({ tables: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
