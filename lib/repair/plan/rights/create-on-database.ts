import type { NeedOf } from "@/lib/repair/changes/need";
import type { PrivilegeLedger } from "../privilege-ledger";
import type { RightDefinition } from "./definition";
import { lacksPrivilege } from "./words";

const database = ({ rights }: PrivilegeLedger) => ({ type: "database" as const, name: rights.database.name });

/** CREATE on the database, for the role that runs the plan or for a new owner. */
export const createOnDatabase: RightDefinition<NeedOf<"create on database">> = {
  satisfied(need, ledger) {
    const role = need.role ?? ledger.admin;
    const on = database(ledger);
    return ledger.wasGranted(role, on, "CREATE") || ledger.lists.holds([role], on, "CREATE");
  },
  grantTemporarily: (need, ledger) =>
    ledger.grantPrivilege(database(ledger), "CREATE", need.role ?? ledger.admin),
  text: (need, ledger) =>
    lacksPrivilege("CREATE", database(ledger), need.role ?? ledger.admin, need.for, ledger),
};
