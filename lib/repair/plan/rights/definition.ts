import type { Need } from "@/lib/repair/changes/need";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { Missing } from "@/lib/repair/missing";

/**
 * Everything that a plan needs of one right that a change takes. Written with method signatures, so that the definition of one
 * right stands in the record of all rights.
 */
export type RightDefinition<N extends Need> = {
  /** Returns whether the role that runs the plan has the right at this change. */
  satisfied(need: N, ledger: PrivilegeLedger): boolean;
  /** Grants the right for the length of the run, and returns whether that is possible. */
  grantTemporarily(need: N, ledger: PrivilegeLedger): boolean;
  /** Returns what is missing, who may give it, and the SQL that does, in sentences. */
  text(need: N, ledger: PrivilegeLedger): Missing;
};
