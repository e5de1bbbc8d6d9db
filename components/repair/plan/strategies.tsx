"use client";

import { useId } from "react";
import { CircleCheck, CircleX } from "lucide-react";
import { Radio } from "@/components/ui/radio";
import { count } from "@/lib/text/words";
import type { StrategyOption } from "@/lib/repair/plan/answer";
import type { Strategy } from "@/lib/target/schema";

type StrategiesProps = {
  options: readonly StrategyOption[];
  value: Strategy;
  onChange: (strategy: Strategy) => void;
  /** The plan below is for some checks only: the figures are those of making everything ready. */
  partly?: boolean;
};

/** So many reasons are told beside each other; the plan of a strategy tells all. */
const REASONS = 3;

const ROWS: readonly { name: string; key: "handsOver" | "loses" | "futureTables" | "undo" | "electric" }[] = [
  { name: "Ownership", key: "handsOver" },
  { name: "Privileges lost", key: "loses" },
  { name: "Future tables", key: "futureTables" },
  { name: "Undo", key: "undo" },
  { name: "Electric's settings", key: "electric" },
];

/**
 * The strategies side by side, as they would be on this database. Native radios, so arrow keys move; one that is not
 * possible can still be chosen, so that its plan can be read.
 */
export function Strategies({ options, value, onChange, partly = false }: StrategiesProps) {
  const id = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="font-semibold">Table access</legend>
      <div className="mt-2 grid grid-cols-1 gap-4 lg:grid-cols-3">
        {options.map((option) => {
          const { strategy } = option;
          return (
            <div
              key={strategy}
              className="min-w-0 rounded-md border border-line bg-surface has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent lg:row-span-8 lg:grid lg:grid-rows-subgrid lg:gap-0"
            >
              <label className="flex cursor-pointer items-center gap-2 border-b border-line px-4 py-3">
                <Radio
                  name={id}
                  value={strategy}
                  checked={strategy === value}
                  onChange={() => onChange(strategy)}
                  aria-describedby={`${id}-${strategy}`}
                />
                <span className="font-medium capitalize">{strategy}</span>
              </label>
              <Possible id={`${id}-${strategy}`} option={option} partly={partly} />
              <dl className="contents">
                {ROWS.map(({ name, key }) => (
                  <div key={key} className="min-w-0 px-4 py-2">
                    <dt className="text-sm text-muted">{name}</dt>
                    <dd className={key === "undo" ? "font-mono text-sm wrap-anywhere" : "wrap-anywhere"}>
                      {option[key]}
                    </dd>
                  </div>
                ))}
                <div className="min-w-0 px-4 py-2">
                  <dt className="text-sm text-muted">What each role can do after this</dt>
                  {option.reach.map((sentence) => (
                    <dd key={sentence} className="wrap-anywhere">
                      {sentence}
                    </dd>
                  ))}
                </div>
              </dl>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

type PossibleProps = { id: string; option: StrategyOption; partly: boolean };

function Possible({ id, option, partly }: PossibleProps) {
  const { possible, whyNot, whyNotCount, statements, exclusiveLocks, recommended } = option;
  const Icon = possible ? CircleCheck : CircleX;
  return (
    <div id={id} className="min-w-0 px-4 py-2">
      <p className={`flex items-center gap-1.5 font-medium ${possible ? "text-pass" : "text-fail"}`}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {possible ? "Possible with the rights at hand" : "Not possible yet"}
      </p>
      {recommended && (
        <p className="text-sm">Recommended: it leaves no table and opens nothing to another role.</p>
      )}
      {whyNot.slice(0, REASONS).map((sentence) => (
        <p key={sentence} className="text-sm wrap-anywhere">
          {sentence}
        </p>
      ))}
      {whyNotCount > REASONS && (
        <p className="text-sm text-muted">
          And {count(whyNotCount - REASONS, "more reason")}: its plan names all that is missing.
        </p>
      )}
      <p className="text-sm text-muted">
        {partly && "All of it: "}
        {count(statements, "statement")}, {count(exclusiveLocks, "ACCESS EXCLUSIVE lock")}
      </p>
    </div>
  );
}
