"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { diagnose } from "@/lib/troubleshoot/diagnose";
import { entryOf } from "@/lib/troubleshoot/entries";
import { PasteField } from "./paste-field";
import type { Places } from "./places";
import { ResultCard } from "./result-card";
import { Results } from "./results";

type TroubleshootProps = Places & {
  databases: readonly { id: string; name: string }[];
  /** The slug of an entry that a link leads to. */
  linked: string | null;
};

/** Reads what is pasted, in the browser alone, and displays the known errors in it with their checks and fixes. */
export function Troubleshoot({ databases, linked, ...places }: TroubleshootProps) {
  const [text, setText] = useState("");
  const [chosen, choose] = useState(databases[0]?.id ?? null);
  const read = useDeferredValue(text);
  const diagnosis = useMemo(() => diagnose(read), [read]);
  const entry = linked === null || text !== "" ? undefined : entryOf(linked);
  const shownPlaces = { ...places, databaseId: chosen };
  return (
    <>
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">Troubleshoot</h1>
        <p className="text-muted">Paste an error, a log or a docker inspect. It stays in this browser.</p>
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_16rem]">
        <PasteField text={text} onText={setText} />
        {databases.length > 1 && (
          <Field label="Database" hint="Checks and fixes below lead to this one.">
            <Select value={chosen ?? ""} onChange={(event) => choose(event.target.value)}>
              {databases.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {entry !== undefined && <ResultCard entry={entry} evidence={null} by={null} open {...shownPlaces} />}
      {text.trim() !== "" && <Results diagnosis={diagnosis} isLate={read !== text} {...shownPlaces} />}
    </>
  );
}
