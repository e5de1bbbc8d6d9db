"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { count } from "@/lib/text/words";
import type { RepairedDatabase } from "./actions";

/** Consequences that are said again before a plan is applied. */
const FIRST = 4;

type ConfirmDialogProps = {
  database: Pick<RepairedDatabase, "name" | "environment" | "confirm" | "address">;
  plan: PlanBrief;
  /** Outcome of the dry run of this plan, as a sentence. */
  dryRun: string;
  open: boolean;
  pending: boolean;
  /** Answer of the server to what was typed before. */
  error: string | null;
  onClose: () => void;
  onApply: (typed: string) => void;
};

/** Asks before a plan is applied: the database, its environment and what changes; in production its name is typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { database, plan, dryRun, open, pending, error, onClose, onApply } = props;
  const { name, environment, confirm, address } = database;
  const [typed, setTyped] = useState("");
  const matches = confirm === null || typed.trim() === confirm;
  const apply = () => {
    if (matches && !pending) onApply(typed.trim());
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Apply this plan to ${name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!matches}
            pending={pending}
            pendingText="Starting"
            onClick={apply}
          >
            Apply to {name}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { name: "Database", value: `${name}, ${address.database} on ${address.host}:${address.port}` },
          { name: "Environment", value: <Badge className="capitalize">{environment}</Badge> },
          { name: "What changes", value: <Changes plan={plan} /> },
          { name: "Dry run", value: dryRun },
        ]}
      />
      {confirm !== null && (
        <Form onSubmit={apply}>
          <Field label={`Type ${confirm} to apply it`} error={error}>
            <Input
              data-first
              name="confirm"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
        </Form>
      )}
    </Dialog>
  );
}

function Changes({ plan: { consequences, stepCount, statementCount, lockedTables } }: { plan: PlanBrief }) {
  const rest = consequences.count - Math.min(FIRST, consequences.first.length);
  return (
    <ul className="grid gap-1">
      {consequences.first.slice(0, FIRST).map((sentence) => (
        <li key={sentence} className="line-clamp-2 wrap-anywhere">
          {sentence}
        </li>
      ))}
      {rest > 0 && <li className="text-muted">and {count(rest, "more consequence")}</li>}
      <li className="text-muted">
        {count(stepCount, "step")}, {count(statementCount, "statement")}
        {lockedTables > 0 && `, ${count(lockedTables, "table")} locked`}. Committed only when every promised
        check passes.
      </li>
    </ul>
  );
}
