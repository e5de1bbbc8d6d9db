"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/lib/text/words";
import type { RuleRow } from "@/lib/alerts/page";
import { RuleDialog } from "./rule-dialog";
import { RuleStateMark } from "./rule-state";
import type { AdminActions, Choices } from "./types";

type RulesProps = {
  rules: readonly RuleRow[];
  choices: Choices;
  /** Null for a member, who reads them. */
  actions: AdminActions | null;
  /** The server's clock when it was rendered, ms since 1970. */
  now: number;
};

const TH = "border-b border-line py-2 pr-4 text-left text-sm font-medium text-muted";
const TD = "border-line pr-4 md:h-10 md:border-b";

/** The rules as sentences, with where they hold, to whom they speak and their state; an admin opens one to change it. */
export function Rules({ rules, choices, actions, now }: RulesProps) {
  /** The rule that is open, null for a new one; `times` counts the openings, so that each begins with a fresh form. */
  const [open, setOpen] = useState<{ row: RuleRow | null; times: number; isOpen: boolean }>({
    row: null,
    times: 0,
    isOpen: false,
  });
  const show = (row: RuleRow | null) => setOpen({ row, times: open.times + 1, isOpen: true });
  return (
    <section aria-labelledby="rules" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h2 id="rules" className="text-lg font-semibold">
          Rules
        </h2>
        <span className="text-sm text-faint">{count(rules.length, "rule")}, one message per server</span>
        {actions && (
          <Button variant="ghost" size="sm" className="ml-auto text-accent" onClick={() => show(null)}>
            New rule
          </Button>
        )}
      </div>
      {rules.length === 0 ? (
        <EmptyState title="No rule watches" level={3}>
          A rule says when Headroom speaks up: headroom below 0, a slot that is not read, no data. An admin
          adds one.
        </EmptyState>
      ) : (
        <table className="w-full border-collapse" aria-labelledby="rules">
          <thead className="max-md:sr-only">
            <tr>
              {["Fires when", "Where", "After", "Sent to", "State"].map((title) => (
                <th key={title} scope="col" className={TH}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map((row) => (
              <tr
                key={row.id}
                className="max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:border-b max-md:border-line max-md:py-2"
              >
                <th scope="row" className={`${TD} text-left font-medium`}>
                  {actions ? (
                    <button type="button" className="text-left hover:underline" onClick={() => show(row)}>
                      {row.text}
                    </button>
                  ) : (
                    row.text
                  )}
                </th>
                <td className={`${TD} text-muted wrap-anywhere`}>{row.where}</td>
                <td className={`${TD} text-muted max-md:hidden`}>{row.after}</td>
                <td className={`${TD} wrap-anywhere max-md:pr-0 max-md:text-right max-md:text-faint`}>
                  {row.sentTo}
                </td>
                <td className={`${TD} max-md:col-start-2 max-md:row-start-1 max-md:pr-0 max-md:text-right`}>
                  <RuleStateMark state={row.state} now={now} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {actions && open.times > 0 && (
        <RuleDialog
          key={open.times}
          open={open.isOpen}
          row={open.row}
          choices={choices}
          actions={actions}
          onClose={() => setOpen({ ...open, isOpen: false })}
        />
      )}
    </section>
  );
}
