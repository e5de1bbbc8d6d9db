"use client";

import { SearchInput } from "@/components/ui/search-input";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/input";
import { providers } from "@/lib/postgres/provider";
import { ENVIRONMENTS } from "@/lib/target/schema";
import type { OverviewRow } from "./row";
import { overviewViewSchema, SORTS, type OverviewView } from "./view";
import { ENVIRONMENT_WORDS, SORT_WORDS } from "./words";

type FiltersProps = {
  view: OverviewView;
  rows: readonly OverviewRow[];
  onChange: (view: OverviewView) => void;
};

/** Search, filters and order of the overview, in the row around them. Only providers that occur are offered. */
export function Filters({ view, rows, onChange }: FiltersProps) {
  const set = (name: keyof OverviewView) => (event: { target: { value: string } }) =>
    onChange(overviewViewSchema.parse({ ...view, [name]: event.target.value }));
  const present = [...new Set(rows.map(({ provider }) => provider))].sort();
  const archived = rows.filter((row) => row.archived).length;
  return (
    <>
      <SearchInput
        label="Search databases by name or address"
        placeholder="Name, server or address"
        initial={view.q}
        onSearch={(q) => onChange(overviewViewSchema.parse({ ...view, q }))}
        className="min-w-56 flex-1 lg:max-w-72"
      />
      <Choice
        label="Environment"
        value={view.environment}
        onChange={set("environment")}
        all="Any environment"
      >
        {ENVIRONMENTS.map((environment) => [environment, ENVIRONMENT_WORDS[environment] ?? environment])}
      </Choice>
      {(present.length > 1 || view.provider !== "") && (
        <Choice label="Provider" value={view.provider} onChange={set("provider")} all="Any provider">
          {present.map((provider) => [provider, providers[provider].name])}
        </Choice>
      )}
      <Select
        aria-label="Order"
        value={view.sort}
        onChange={set("sort")}
        className="min-w-40 flex-1 sm:flex-none"
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {SORT_WORDS[sort]}
          </option>
        ))}
      </Select>
      {(archived > 0 || view.archived === "yes") && (
        <Checkbox
          label={`Archived (${archived})`}
          checked={view.archived === "yes"}
          onChange={(event) => onChange({ ...view, archived: event.target.checked ? "yes" : "" })}
        />
      )}
    </>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  all: string;
  onChange: (event: { target: { value: string } }) => void;
  children: [string, string][];
};

function Choice({ label, value, all, onChange, children }: ChoiceProps) {
  return (
    <Select aria-label={label} value={value} onChange={onChange} className="min-w-40 flex-1 sm:flex-none">
      <option value="">{all}</option>
      {children.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </Select>
  );
}
