import type { NeedOf } from "@/lib/repair/changes/need";
import type { RightDefinition } from "./definition";
import { lacksPrivilege, schemaOf } from "./words";

/** CREATE on a schema, for the new owner of a table in it. */
export const createOnSchema: RightDefinition<NeedOf<"create on schema">> = {
  satisfied: ({ role, schema: name }, ledger) =>
    ledger.wasGranted(role, schemaOf(name), "CREATE") || ledger.lists.holds([role], schemaOf(name), "CREATE"),
  grantTemporarily: ({ role, schema: name }, ledger) => ledger.grantPrivilege(schemaOf(name), "CREATE", role),
  text: (need, ledger) => lacksPrivilege("CREATE", schemaOf(need.schema), need.role, need.for, ledger),
};
