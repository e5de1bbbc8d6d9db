import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";

/** Being a superuser, for what no grant gives. */
export const superuser: RightDefinition<NeedOf<"superuser">> = {
  satisfied: (_need, { self }) => self?.superuser === true,
  grantTemporarily: () => false,
  text: (need, { admin }) => ({
    what: `${displayName(admin)} is no superuser, which ${need.for} takes.`,
    who: "A superuser has to run this plan.",
    sql: null,
  }),
};
