import { displayName } from "@/lib/postgres/identifier";
import type { Target } from "@/lib/target/schema";
import { notApplicable, type Judgement } from "../finding";

/** Returns the judgement of the role's checks while there is none: role.exists fails and its way brings the rights along. */
export function noRoleYet({ role }: Target): Judgement {
  return notApplicable(`There is no role ${displayName(role)} yet; role.exists says how to make it.`);
}
