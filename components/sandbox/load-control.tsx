"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { FEWEST_CHANGING, LARGEST_LOAD, type Load, type StandInStatus } from "@/lib/sandbox/stand-in";
import { loadWords } from "@/lib/sandbox/words";
import type { StandIn, StandInAction } from "./use-stand-in";

const LOADS: readonly Load[] = ["changing", ...Array.from({ length: LARGEST_LOAD + 1 }, (_, n) => n)];

/** Returns what the shop holds, and why where that is less than it wants. */
export function heldNow({ load, loadHeld }: StandInStatus): string {
  const fewest = load === "changing" ? FEWEST_CHANGING : load;
  const holds = `It holds ${loadHeld} now`;
  return loadHeld < fewest ? `${holds}; it tries again every 2 s.` : `${holds}.`;
}

/** Chooses how many connections the shop's application holds; it takes effect at once. */
export function LoadControl({ status, press, setLoad }: StandIn & { setLoad: StandInAction }) {
  const [choosing, setChoosing] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const hydrated = useHydrated();
  const choose = async (connections: string) => {
    setChoosing(connections);
    const refusal = await press(setLoad, { connections });
    setProblem(refusal && (refusal.fields.connections ?? refusal.message));
    setChoosing((now) => (now === connections ? null : now));
  };
  return (
    <Field
      label="Application connections"
      hint={`How many the shop wants, from now until the sandbox stops. ${heldNow(status)}`}
      error={problem}
      className="lg:[grid-template-columns:auto_11rem] lg:items-center lg:gap-x-2 [&>p[id$=-hint]]:sr-only"
    >
      <Select
        name="connections"
        disabled={!hydrated}
        value={choosing ?? String(status.load)}
        onChange={({ target }) => void choose(target.value)}
      >
        {LOADS.map((load) => (
          <option key={load} value={load}>
            {loadWords(load)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
