"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { takesAway } from "@/lib/repair/request";
import type { RepairRequest } from "../repair-url";
import type { NewPassword } from "./use-new-password";

type Wish = RepairRequest["password"];

/** Returns whether a run of the plan gives Electric's role a password. */
export const isWanted = ({ needed }: NewPassword, asked: Wish): boolean =>
  asked === null ? needed : asked === "new";

/** Returns what a plan does about the password of Electric's role, in words; null where it does nothing. */
export function passwordWords(
  plan: Pick<PlanBrief, "for">,
  wanted: boolean,
  { needed }: NewPassword,
): string | null {
  if (takesAway(plan.for)) return null;
  if (wanted) return "new password, shown once";
  return needed ? "no password" : null;
}

type PasswordChoiceProps = {
  of: NewPassword;
  plan: Pick<PlanBrief, "for">;
  asked: Wish;
  onAsk: (asked: Wish) => void;
};

/** Chooses whether Electric's role gets a new password; nothing where the plan takes Electric's things away. */
export function PasswordChoice({ of, plan, asked, onAsk }: PasswordChoiceProps) {
  if (takesAway(plan.for)) return null;
  return (
    <div className="grid gap-2">
      <Checkbox
        label={of.needed ? "Make a password for the new role" : "Set a new password for Electric's role"}
        hint={
          of.needed && asked === "none"
            ? "The role is made without a password. Set one by hand over TLS, where the server refuses a hashed one."
            : "32 letters and digits, shown once when the plan has been applied. Only its hash goes to the database."
        }
        checked={isWanted(of, asked)}
        onChange={({ target: { checked } }) => onAsk(checked === of.needed ? null : checked ? "new" : "none")}
      />
      {of.problem !== null && (
        <p role="alert" className="text-sm text-fail">
          {of.problem}{" "}
          <button type="button" className="underline" onClick={of.tryAgain}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}
