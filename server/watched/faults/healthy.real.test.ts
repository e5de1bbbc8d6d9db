import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type Fault, type TargetInput } from "./harness";

/** The tables of an application: a plain one, a name that needs quotes, a partitioned one. */
const tablesOf = (owner: string) => `
  SET ROLE ${owner};
  CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
  CREATE TABLE "Order Items" (id bigint PRIMARY KEY, "order" bigint REFERENCES orders);
  CREATE TABLE visits (day date PRIMARY KEY) PARTITION BY RANGE (day);
  CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  ALTER TABLE orders REPLICA IDENTITY FULL;
  ALTER TABLE "Order Items" REPLICA IDENTITY FULL;
  ALTER TABLE visits REPLICA IDENTITY FULL;
  ALTER TABLE visits_2026 REPLICA IDENTITY FULL;
  RESET ROLE;`;
const GRANT_CREATE = `DO $$ BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$;`;
const closedTo = (owner: string) =>
  `REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO ${owner};`;

const OWNER = `CREATE ROLE electric LOGIN REPLICATION; ${GRANT_CREATE} ${closedTo("electric")} ${tablesOf("electric")}`;
const MEMBER = `
  CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; GRANT app TO electric;
  ${GRANT_CREATE} ${closedTo("app")} ${tablesOf("app")}`;
const MANUAL = `
  CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; ${closedTo("app")} ${tablesOf("app")}
  GRANT SELECT ON orders, "Order Items", visits TO electric;
  ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO electric;`;
const published = (more: string) =>
  `CREATE PUBLICATION electric_publication_default FOR TABLE orders, "Order Items", visits
     WITH (publish_via_partition_root = true${more});`;

const healthy: [Fault["major"], TargetInput["strategy"], string][] = [
  [14, "owner", OWNER],
  [18, "owner", OWNER],
  [14, "member", MEMBER],
  [16, "member", MEMBER],
  [18, "member", MEMBER],
  [14, "manual", `${MANUAL} ${published("")}`],
  [17, "manual", `${MANUAL} ${published("")}`],
  [18, "manual", `${MANUAL} ${published(", publish_generated_columns = stored")}`],
];

test.each(healthy)(
  "on %i, strategy %s: nothing is wrong with a role and tables that were set up well",
  async (major, strategy, sql) => {
    const target = targetSchema.parse({ strategy });
    await withDatabase({ major, sql, target }, async (database) => {
      const ours = checks.filter(({ id }) => id.startsWith("role.") || id.startsWith("tables."));
      const findings = judgeAll(ours, await database.look(), target);
      const odd = findings.filter(({ status }) => status !== "pass" && status !== "not applicable");
      expect(odd).toEqual([]);
      const idle = findings.filter(({ status }) => status === "not applicable").map(({ id }) => id);
      expect(idle).toEqual(strategy === "manual" ? ["role.create_publication", "tables.ownership"] : []);
    });
  },
);
