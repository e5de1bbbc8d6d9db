import type { NeedOf } from "@/lib/repair/changes/need";
import type { RightDefinition } from "./definition";
import { lacksPrivilege, schemaOf } from "./words";

/** USAGE on a schema for the role that runs the plan, which may come with a temporary membership. */
export const lookInSchema: RightDefinition<NeedOf<"look in schema">> = {
  satisfied({ schema: name }, ledger) {
    const on = schemaOf(name);
    return !ledger.lists.knows(on) || ledger.lists.holds(ledger.actingRoles(), on, "USAGE");
  },
  grantTemporarily: ({ schema: name }, ledger) =>
    ledger.grantPrivilege(schemaOf(name), "USAGE", ledger.admin),
  text: (need, ledger) => lacksPrivilege("USAGE", schemaOf(need.schema), ledger.admin, need.for, ledger),
};
