"use client";

import { useRouter } from "next/navigation";
import { selectionPath } from "@/components/repair/repair-url";
import { keepSelection } from "@/components/repair/selected-tables";
import { Button } from "@/components/ui/button";
import type { TableRow } from "@/lib/tables/row";
import type { Strategy } from "@/lib/target/schema";
import { count } from "@/lib/text/words";

type SelectionBarProps = {
  databaseId: string;
  /** Electric's role. */
  role: string;
  strategy: Strategy;
  selected: readonly TableRow[];
  /** The check that each act makes pass. */
  checks: ActChecks;
  onClear: () => void;
};

/** Ids of the checks that stand for the acts on a selection. */
export type ActChecks = Record<"publish" | "full" | "give", string>;

/** Acts on the tables that are selected: each opens one plan for exactly these. Nothing while none is selected. */
export function SelectionBar({ databaseId, role, strategy, selected, checks, onClear }: SelectionBarProps) {
  const router = useRouter();
  if (selected.length === 0) return null;
  const open = (check: string, by: Strategy | null = null) =>
    router.push(selectionPath(databaseId, [check], keepSelection(selected), by));
  return (
    <div
      role="group"
      aria-label="Selected tables"
      className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-3 sm:-mx-6 sm:px-6"
    >
      <p role="status" className="mr-auto font-medium">
        {count(selected.length, "table")} selected
      </p>
      {strategy === "manual" && <Button onClick={() => open(checks.publish)}>Publish …</Button>}
      <Button onClick={() => open(checks.full)}>Set FULL …</Button>
      <Button onClick={() => open(checks.give, "owner")} className="max-w-full">
        <span className="truncate">Give to {role} …</span>
      </Button>
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
