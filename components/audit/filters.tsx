"use client";

import { useRouter } from "next/navigation";
import { useEffect, useOptimistic, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import type { Facets } from "@/lib/audit/event";
import { everyEvent, filterQuery, isEvery, type EventFilter } from "@/lib/audit/filter";
import { actionName } from "./words";

/** So long after the last letter the log is asked, ms. */
const PAUSE_MS = 300;

/** Narrows the log; every choice is in the address. */
export function EventFilters({ filter, facets }: { filter: EventFilter; facets: Facets }) {
  const router = useRouter();
  const [shown, show] = useOptimistic(filter);
  const [pending, start] = useTransition();
  const [cleared, clear] = useState(0);
  const latest = useRef(filter);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = filter;
  }, [filter]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const choose = (change: Partial<EventFilter>) => {
    latest.current = { ...latest.current, ...change };
    const next = latest.current;
    start(() => {
      show(next);
      router.replace(`/activity${filterQuery(next)}`, { scroll: false });
    });
  };
  const search = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => choose({ text: text.slice(0, 200) || null }), PAUSE_MS);
  };
  const actions = facets.actions.map((action) => ({ value: action, name: actionName(action) }));
  return (
    <div
      role="group"
      aria-label="Which entries are shown"
      aria-busy={pending}
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <SearchInput
        key={cleared}
        label="Search the log: SQL, names, addresses"
        placeholder="SQL, a name, an address"
        initial={filter.text ?? ""}
        onSearch={search}
        className="min-w-56 flex-1 basis-full max-sm:col-span-2 lg:basis-0"
      />
      <Choice
        label="Database"
        all="Any database"
        wide
        of={facets.databases}
        value={shown.database}
        onChoose={(database) => choose({ database })}
      />
      <Choice
        label="Person"
        all="Any person"
        of={facets.people}
        value={shown.person}
        onChoose={(person) => choose({ person })}
      />
      <Choice
        label="Action"
        all="Any action"
        of={actions}
        value={shown.action}
        onChoose={(action) => choose({ action })}
      />
      <Day label="From day (UTC)" value={shown.from} onChoose={(from) => choose({ from })} />
      <Day label="To day (UTC)" value={shown.to} onChoose={(to) => choose({ to })} />
      {!isEvery(shown) && (
        <Button
          onClick={() => {
            clearTimeout(timer.current);
            clear(cleared + 1);
            choose(everyEvent);
          }}
        >
          Show all
        </Button>
      )}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  all: string;
  of: readonly { value: string; name: string }[];
  value: string | null;
  onChoose: (value: string | null) => void;
  /** On a phone it has a line of its own. */
  wide?: boolean;
};

function Choice({ label, all, of, value, onChoose, wide = false }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      onChange={({ target }) => onChoose(target.value || null)}
      className={cx("flex-1 sm:max-w-56 sm:min-w-36", wide && "max-sm:col-span-2")}
    >
      <option value="">{all}</option>
      {of.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </Select>
  );
}

/** A day as it is chosen; the address follows when it is a whole day. */
function Day({ label, value, onChoose }: Pick<ChoiceProps, "label" | "value" | "onChoose">) {
  return (
    <Field label={label} className="min-w-0 flex-1 sm:max-w-44 sm:min-w-36">
      <Input type="date" value={value ?? ""} onChange={({ target }) => onChoose(target.value || null)} />
    </Field>
  );
}
