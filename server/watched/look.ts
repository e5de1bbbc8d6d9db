import "server-only";
import type { ClientBase, QueryResult } from "pg";
import { publicationName, slotName } from "@/lib/electric/names";
import { providers } from "@/lib/postgres/provider";
import { targetSchemas } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";
import { assemble, grantFor, type Seen, type Source } from "./look-assemble";
import type { Answers, Facts, Section } from "./look-rows";
import { ACTIVITY, electricLock, PREPARED_TRANSACTIONS, TRANSACTIONS, WAL_SENDERS } from "./sql/activity";
import { BIND_TARGET, LOOK_FACTS } from "./sql/look-facts";
import { publication } from "./sql/publication";
import { relations } from "./sql/relations";
import { FIXED_SETTINGS, ROLE, SERVER_WIDE_SETTINGS } from "./sql/role";
import { DEFAULT_PRIVILEGES, SCHEMAS } from "./sql/schemas";
import { DATABASE, SERVER, VISITOR } from "./sql/server";
import { slots } from "./sql/slots";

export type LookOptions = {
  /** Statements before and after the look, sent in its messages so that they cost no round trip: BEGIN and COMMIT. */
  before?: string | undefined;
  after?: string | undefined;
  /** Told what the first message answers, as soon as it does. */
  onFacts?: ((facts: Facts) => void) | undefined;
};

/** The driver answers a message of several statements with a list, and types it as one. */
const results = (answer: QueryResult | QueryResult[]): QueryResult[] => [answer].flat();

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
    ["role", ROLE],
    ["fixed", FIXED_SETTINGS],
    ["schemas", SCHEMAS],
    ["relations", relations({ versionNum, seesLocks })],
    ["defaultPrivileges", DEFAULT_PRIVILEGES],
    ["publication", publication({ versionNum })],
  ];
  const where: [boolean, Section, string][] = [
    [sees("settings"), "serverWide", SERVER_WIDE_SETTINGS],
    [sees("slots"), "slots", slots({ seesActivity })],
    [seesActivity, "walSenders", WAL_SENDERS],
    [seesActivity, "activity", ACTIVITY],
    [seesActivity, "transactions", TRANSACTIONS],
    [sees("preparedTransactions"), "preparedTransactions", PREPARED_TRANSACTIONS],
    [seesLocks, "electricLock", electricLock({ seesActivity })],
  ];
  return [
    ...always,
    ...where.flatMap(([may, section, sql]): [Section, string][] => (may ? [[section, sql]] : [])),
  ];
}

/** What the target names, in the order of the parameters of BIND_TARGET. */
const names = (target: Target): string[] => [
  target.role,
  publicationName(target.streamId),
  slotName(target.streamId),
  JSON.stringify(targetSchemas(target)),
  JSON.stringify(Object.values(providers).flatMap(({ replicationRoles }) => replicationRoles)),
];

/**
 * Returns everything of a Snapshot that a database can tell, in three round trips whatever its size. The client must be
 * inside a transaction, or `before` must open one: the look fixes its search path and planner settings and binds the
 * target's names for the rest of it. REPEATABLE READ makes the parts agree with each other.
 * @throws DatabaseError, or the socket's error, when the server ends or refuses a query
 */
export async function look(client: ClientBase, target: Target, options: LookOptions = {}): Promise<Seen> {
  const opening = results(await client.query([options.before, LOOK_FACTS].filter(Boolean).join(";\n")));
  const facts: Facts | undefined = opening.at(-1)?.rows[0];
  if (facts === undefined) throw new Error("The server did not answer what was asked about itself.");
  options.onFacts?.(facts);
  await client.query(BIND_TARGET, names(target));
  const asked = queries(facts);
  const message = [...asked.map(([, sql]) => sql), options.after].filter(Boolean).join(";\n");
  const answered = results(await client.query(message));
  const answers: Answers = Object.fromEntries(
    asked.map(([section], index) => [section, answered[index]?.rows]),
  );
  return assemble(answers, facts);
}
