import type { Need, NeedOf, Right } from "@/lib/repair/changes/need";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { Missing } from "@/lib/repair/missing";
import { alterRole } from "./alter-role";
import { become } from "./become";
import { createOnDatabase } from "./create-on-database";
import { createOnSchema } from "./create-on-schema";
import { createRole } from "./create-role";
import type { RightDefinition } from "./definition";
import { dropRole } from "./drop-role";
import { grant } from "./grant";
import { grantRole } from "./grant-role";
import { inherit } from "./inherit";
import { lookInSchema } from "./look-in-schema";
import { replication } from "./replication";
import { revoke } from "./revoke";
import { revokeRole } from "./revoke-role";
import { superuser } from "./superuser";

/** The definition of every right that a change can take: one that is missing here does not compile. */
const RIGHTS: { readonly [R in Right]: RightDefinition<NeedOf<R>> } = {
  superuser,
  inherit,
  become,
  "create role": createRole,
  "alter role": alterRole,
  "drop role": dropRole,
  "grant role": grantRole,
  "revoke role": revokeRole,
  grant,
  revoke,
  "create on database": createOnDatabase,
  "create on schema": createOnSchema,
  replication,
  "look in schema": lookInSchema,
};

/** Returns the definition of a need's own right, which takes that need. */
const definitionOf = (need: Need): RightDefinition<Need> => RIGHTS[need.right];

/** Returns whether the runner has what a change needs, or is given it for the length of the run, which the ledger records. */
export function isResolved(need: Need, ledger: PrivilegeLedger): boolean {
  const right = definitionOf(need);
  return right.satisfied(need, ledger) || right.grantTemporarily(need, ledger);
}

/** Returns what is missing, who may give it, and the SQL that does, in sentences. */
export const missingText = (need: Need, ledger: PrivilegeLedger): Missing =>
  definitionOf(need).text(need, ledger);
