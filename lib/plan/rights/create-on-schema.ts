import type { NeedOf } from "@/lib/change/need";
import type { RightDefinition } from "./definition";
import { lacksPrivilege } from "./words";

const schema = (name: string) => ({ type: "schema" as const, name });

/** CREATE on a schema, for the new owner of a table in it. */
export const createOnSchema: RightDefinition<NeedOf<"create on schema">> = {
  satisfied: ({ role, schema: name }, ledger) =>
    ledger.wasGranted(role, schema(name), "CREATE") || ledger.lists.holds([role], schema(name), "CREATE"),
  grantTemporarily: ({ role, schema: name }, ledger) => ledger.grantPrivilege(schema(name), "CREATE", role),
  text: (need, ledger) => lacksPrivilege("CREATE", schema(need.schema), need.role, need.for, ledger),
};
