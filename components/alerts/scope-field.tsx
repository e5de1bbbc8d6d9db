"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { Scope } from "@/lib/alerts/rule";
import type { Choices } from "./types";

type ScopeFieldProps = {
  scope: Scope;
  databases: Choices["databases"];
  error: string | undefined;
  onChange: (scope: Scope) => void;
};

/** Chooses every database, a group, or single databases. */
export function ScopeField({ scope, databases, error, onChange }: ScopeFieldProps) {
  const groups = [...new Set(databases.map(({ group }) => group).filter((group) => group !== ""))].toSorted();
  const choose = (value: string) => {
    if (value === "every") onChange({ kind: "every" });
    else if (value === "databases") onChange({ kind: "databases", ids: [] });
    else onChange({ kind: "group", group: value.slice("group ".length) });
  };
  const value = scope.kind === "group" ? `group ${scope.group}` : scope.kind;
  const ids = scope.kind === "databases" ? scope.ids : [];
  return (
    <>
      <Field label="Where" error={scope.kind === "databases" ? undefined : error}>
        <Select name="scope" value={value} onChange={(event) => choose(event.target.value)}>
          <option value="every">Every database</option>
          {groups.map((group) => (
            <option key={group} value={`group ${group}`}>
              Group {group}
            </option>
          ))}
          <option value="databases">Chosen databases …</option>
        </Select>
      </Field>
      {scope.kind === "databases" && (
        <fieldset className="grid max-h-48 gap-1 overflow-y-auto rounded-md border border-line p-3">
          <legend className="px-1 text-sm font-medium">Databases</legend>
          {error && <p className="text-sm text-fail">{error}</p>}
          {databases.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={ids.includes(id)}
              onChange={(event) =>
                onChange({
                  kind: "databases",
                  ids: event.target.checked ? [...ids, id] : ids.filter((one) => one !== id),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
