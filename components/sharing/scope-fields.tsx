"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import type { Choice } from "./types";

/** The choice of databases as it is made: what is typed for one kind stays while another is chosen. */
export type ScopeValue = { kind: "all" | "group" | "chosen"; group: string; ids: readonly string[] };

type ScopeFieldsProps = {
  value: ScopeValue;
  onChange: (value: ScopeValue) => void;
  choices: readonly Choice[];
  error: string | undefined;
};

/** Which databases a link shows. */
export function ScopeFields({ value, onChange, choices, error }: ScopeFieldsProps) {
  const groups = [...new Set(choices.map(({ group }) => group))].filter((group) => group !== "").sort();
  const toggle = (id: string, on: boolean) =>
    onChange({ ...value, ids: on ? [...value.ids, id] : value.ids.filter((other) => other !== id) });
  return (
    <div className="grid grid-cols-1 gap-3">
      <RadioCards
        legend="Databases"
        name="scope"
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind })}
        columns={3}
        options={[
          { value: "all", label: "All", hint: "Also those added later." },
          ...(groups.length === 0
            ? []
            : [{ value: "group" as const, label: "A group", hint: "Also those added to it later." }]),
          { value: "chosen", label: "Chosen ones", hint: "These and no others." },
        ]}
      />
      {value.kind === "group" && (
        <Field label="Group" error={error}>
          <Select
            name="group"
            value={value.group}
            onChange={({ target }) => onChange({ ...value, group: target.value })}
          >
            <option value="">Choose a group</option>
            {groups.map((group) => (
              <option key={group}>{group}</option>
            ))}
          </Select>
        </Field>
      )}
      {value.kind === "chosen" && (
        <fieldset className="grid grid-cols-1 gap-2">
          <legend className="mb-2 text-sm font-medium">Chosen databases</legend>
          <div className="grid max-h-64 gap-2 overflow-y-auto sm:grid-cols-2">
            {choices.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={value.ids.includes(id)}
                onChange={({ target }) => toggle(id, target.checked)}
              />
            ))}
          </div>
          {error && <p className="text-sm text-fail">{error}</p>}
        </fieldset>
      )}
    </div>
  );
}
