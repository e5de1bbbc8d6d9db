import "server-only";
import { publicationName, slotName } from "@/lib/electric/names";
import { providers } from "@/lib/postgres/provider";
import { targetSchemas } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";
import { assemble, grantFor, type Seen, type Source } from "./look-assemble";
import type { Reader } from "./guarded-client";
import type { Answers, Facts, Section } from "./look-rows";
import { ACTIVITY, electricLock, PREPARED_TRANSACTIONS, transactions, WAL_SENDERS } from "./sql/activity";
import { bindTarget, LOOK_FACTS } from "./sql/look-facts";
import { EVENT_TRIGGERS } from "./sql/event-triggers";
import { LEFTOVERS } from "./sql/leftovers";
import { pendingRestart } from "./sql/pending-restart";
import { powers } from "./sql/powers";
import { publication } from "./sql/publication";
import { relations } from "./sql/relations";
import { FIXED_SETTINGS, role, SERVER_WIDE_SETTINGS } from "./sql/role";
import { DEFAULT_PRIVILEGES, schemas } from "./sql/schemas";
import { DATABASE, SERVER, TRANSLATED, VISITOR } from "./sql/server";
import { slots } from "./sql/slots";

/** Returns the queries of a look, by section, for this version and what its role may read. */
function queries(facts: Facts): [Section, string][] {
  const { versionNum } = facts;
  const sees = (source: Source) => grantFor(source, facts) === null;
  const seesActivity = sees("activity");
  const seesLocks = sees("locks");
  const always: [Section, string][] = [
    ["server", SERVER],
    ["database", DATABASE],
    ["visitor", VISITOR],
    ["role", role({ versionNum, seesVerifiers: sees("verifiers") })],
    ["fixed", FIXED_SETTINGS],
    ["schemas", schemas(versionNum)],
    ["relations", relations({ versionNum, seesLocks })],
    ["powers", powers(versionNum)],
    ["leftovers", LEFTOVERS],
    ["eventTriggers", EVENT_TRIGGERS],
    ["defaultPrivileges", DEFAULT_PRIVILEGES],
    ["publication", publication({ versionNum, seesSlots: sees("slots") })],
  ];
  const where: [boolean, Section, string][] = [
    [sees("settings"), "serverWide", SERVER_WIDE_SETTINGS],
    [sees("settings"), "translated", TRANSLATED],
    [sees("settings"), "pendingRestart", pendingRestart({ seesFiles: sees("settingFiles") })],
    [sees("slots"), "slots", slots({ seesActivity })],
    [seesActivity, "walSenders", WAL_SENDERS],
    [seesActivity, "activity", ACTIVITY],
    [seesActivity, "transactions", transactions({ seesLocks })],
    [sees("preparedTransactions"), "preparedTransactions", PREPARED_TRANSACTIONS],
    [seesLocks, "electricLock", electricLock({ seesActivity })],
  ];
  return [
    ...always,
    ...where.flatMap(([may, section, sql]): [Section, string][] => (may ? [[section, sql]] : [])),
  ];
}

/** The names that the queries of a look need of a target. */
const namesOf = (target: Target) => ({
  role: target.role,
  publication: publicationName(target.streamId),
  slot: slotName(target.streamId),
  schemas: targetSchemas(target),
  replicationGroups: Object.values(providers).flatMap(({ replicationRoles }) => replicationRoles),
});

/**
 * Returns everything of a Snapshot that a database can tell, in two messages whatever its size. Their transaction fixes the
 * search path, and the first one binds the target's names for the rest of it. REPEATABLE READ makes the parts agree with
 * each other. `onFacts` is told what the first message answers, as soon as it does.
 * @throws DatabaseError, or the socket's error, when the server ends or refuses a query
 */
export async function look(
  reader: Reader,
  target: Target,
  onFacts: (facts: Facts) => void = () => {},
): Promise<Seen> {
  const [rows] = await reader.rows([LOOK_FACTS, bindTarget(namesOf(target))]);
  const facts: Facts | undefined = rows?.[0];
  if (facts === undefined) throw new Error("The server did not answer what was asked about itself.");
  onFacts(facts);
  const asked = queries(facts);
  const answered = await reader.rows(asked.map(([, sql]) => sql));
  const answers: Answers = Object.fromEntries(asked.map(([section], index) => [section, answered[index]]));
  return assemble(answers, facts);
}
