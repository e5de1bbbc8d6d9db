import type { NeedOf } from "@/lib/change/need";
import type { RightDefinition } from "./definition";
import { lacksPrivilege } from "./words";

const schema = (name: string) => ({ type: "schema" as const, name });

/** USAGE on a schema for the role that runs the plan, which may come with a temporary membership. */
export const lookInSchema: RightDefinition<NeedOf<"look in schema">> = {
  satisfied({ schema: name }, ledger) {
    const on = schema(name);
    return !ledger.lists.knows(on) || ledger.lists.holds(ledger.actingRoles(), on, "USAGE");
  },
  grantTemporarily: ({ schema: name }, ledger) => ledger.grantPrivilege(schema(name), "USAGE", ledger.admin),
  text: (need, ledger) => lacksPrivilege("USAGE", schema(need.schema), ledger.admin, need.for, ledger),
};
