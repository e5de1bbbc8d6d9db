"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { PlanPage } from "@/lib/repair/plan/answer";
import { UNDO_ELECTRIC } from "@/lib/repair/plan/since";
import type { RepairRequest } from "../repair-url";

/** Failover slots are there from 17 on (PostgreSQL 17 docs, CREATE_REPLICATION_SLOT). */
const FAILOVER_FROM = 170_000;

type ChoicesProps = {
  answer: PlanPage;
  chosen: RepairRequest["chosen"];
  onChange: (change: Partial<RepairRequest["chosen"]>) => void;
  /** Choices of admins alone: a new password, another role. */
  children?: ReactNode;
};

/** Choices beside the strategy. Each is in the address, and the plan follows it at once. */
export function Choices({ answer, chosen, onChange, children }: ChoicesProps) {
  const { wanted, isUndo } = kindOf(answer);
  const offersElectrics =
    isUndo && (chosen.keepElectrics || answer.plan.steps.some(({ remedy }) => remedy === UNDO_ELECTRIC));
  return (
    <section aria-label="Options" className="grid min-w-0 grid-cols-1 gap-4">
      {wanted === "clean-up" && <HandTo owners={answer.owners} chosen={chosen} onChange={onChange} />}
      {!isUndo && wanted !== "clean-up" && (
        <RepairChoices answer={answer} chosen={chosen} onChange={onChange} />
      )}
      {offersElectrics && <KeepElectrics chosen={chosen} onChange={onChange} />}
      {children}
      {isUndo && !offersElectrics && !children && (
        <p className="text-muted">An undo has nothing to choose.</p>
      )}
    </section>
  );
}

const kindOf = ({ plan }: PlanPage) => ({ wanted: plan.for.kind, isUndo: plan.for.kind === "undo" });

type PartProps = Pick<ChoicesProps, "chosen" | "onChange">;

function HandTo({ owners, chosen, onChange }: PartProps & { owners: readonly string[] }) {
  const known = chosen.handTo === null || owners.includes(chosen.handTo);
  return (
    <Field
      label="Who gets the tables that Electric's role owns"
      hint="Left to Headroom, each table goes back to whose it was: who holds an owner's rights on it by grant, or is a member of Electric's role; else to the role that runs this."
      className="max-w-md"
    >
      <Select
        name="hand-to"
        value={chosen.handTo ?? ""}
        onChange={(event) => onChange({ handTo: event.target.value || null })}
      >
        <option value="">Whose they were</option>
        {(known ? owners : [...owners, chosen.handTo ?? ""]).map((owner) => (
          <option key={owner} value={owner}>
            {owner}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function KeepElectrics({ chosen, onChange }: PartProps) {
  return (
    <Checkbox
      label="Leave what Electric itself has made and set since"
      hint="Its publication, its slot and REPLICA IDENTITY FULL on tables. A slot that nothing reads keeps WAL until it is dropped."
      checked={chosen.keepElectrics}
      onChange={({ target }) => onChange({ keepElectrics: target.checked })}
    />
  );
}

function RepairChoices({ answer: { plan, orphans }, chosen, onChange }: PartProps & { answer: PlanPage }) {
  const failover = plan.versionNum >= FAILOVER_FROM;
  return (
    <>
      {plan.choices.strategy === "owner" && (
        <Field
          label="How a former owner keeps working"
          hint="By grants it keeps what it did and owns nothing. By membership it may do what Electric's role may do to tables; the plan names each table that this opens."
          className="max-w-md"
        >
          <Select
            name="former-owner"
            value={chosen.formerOwner ?? ""}
            onChange={({ target: { value } }) =>
              onChange({ formerOwner: value === "grants" || value === "membership" ? value : null })
            }
          >
            <option value="">As this database suggests</option>
            <option value="grants">By grants</option>
            <option value="membership">By membership in Electric&apos;s role</option>
          </Select>
        </Field>
      )}
      <Checkbox
        label="Set REPLICA IDENTITY FULL now"
        hint="Otherwise Electric sets it at the first shape of a table, with a lock of its own, as long as it owns the table."
        checked={chosen.fullNow}
        onChange={({ target }) => onChange({ fullNow: target.checked })}
      />
      {failover && (
        <Checkbox
          label="Keep the slot through a failover"
          hint="Makes the slot, or changes it, as a failover slot where a standby could take over."
          checked={chosen.failoverSlot}
          onChange={({ target }) => onChange({ failoverSlot: target.checked })}
        />
      )}
      {failover && chosen.failoverSlot && (
        <Checkbox
          label="Disconnect Electric for a moment where its slot has to be changed"
          hint="A slot cannot be changed while it is read. Electric comes back by itself within seconds."
          checked={chosen.endReader}
          onChange={({ target }) => onChange({ endReader: target.checked })}
        />
      )}
      <OpenTo plan={plan} chosen={chosen} onChange={onChange} />
      {orphans.length > 0 && <Orphans orphans={orphans} chosen={chosen} onChange={onChange} />}
    </>
  );
}

/** Members of Electric's role that would newly reach what the plan gives it: each is allowed by its own name. */
function OpenTo({ plan, chosen, onChange }: PartProps & { plan: PlanPage["plan"] }) {
  const roles = [...new Set([...chosen.openTo, ...plan.openTo])].sort();
  if (roles.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-medium">
        Members of Electric&apos;s role that may reach what it gets
      </legend>
      <p className="text-sm text-muted">The plan names each table that each of them then reaches.</p>
      {roles.map((role) => (
        <Checkbox
          key={role}
          label={<span className="font-mono text-sm wrap-anywhere">{role}</span>}
          checked={chosen.openTo.includes(role)}
          onChange={({ target }) =>
            onChange({
              openTo: target.checked
                ? [...chosen.openTo, role].sort()
                : chosen.openTo.filter((each) => each !== role),
            })
          }
        />
      ))}
    </fieldset>
  );
}

function Orphans({ orphans, chosen, onChange }: PartProps & { orphans: readonly string[] }) {
  const set = (slot: string, drop: boolean) =>
    onChange({
      dropOrphans: drop
        ? [...chosen.dropOrphans, slot].sort()
        : chosen.dropOrphans.filter((each) => each !== slot),
    });
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-medium">Drop slots of Electric that nothing reads</legend>
      <p className="text-sm text-muted">
        Each keeps WAL on the disk. A slot that is dropped cannot be brought back: its Electric begins anew.
      </p>
      {orphans.map((slot) => (
        <Checkbox
          key={slot}
          label={<span className="font-mono text-sm wrap-anywhere">{slot}</span>}
          checked={chosen.dropOrphans.includes(slot)}
          onChange={({ target }) => set(slot, target.checked)}
        />
      ))}
    </fieldset>
  );
}
