import type { Client } from "pg";

/** How many relations the big database has. */
export const TABLES = 10_000;

/** The roles and the publication that a target of the owner strategy needs. */
const GROUND = `
CREATE ROLE electric LOGIN REPLICATION;
CREATE ROLE app LOGIN;
GRANT CREATE ON SCHEMA public TO app, electric;
CREATE PUBLICATION electric_publication_default;
ALTER PUBLICATION electric_publication_default OWNER TO CURRENT_USER;
`;

/**
 * Ten thousand tables as applications have them: seven columns, a primary key, a second index, some with a
 * generated column, every third owned by the application and every second published; committed now and then, so that
 * the lock table of an ordinary server suffices.
 */
const TABLES_SQL = `
DO $$
BEGIN
  FOR i IN 1..${TABLES} LOOP
    EXECUTE format(
      'CREATE TABLE public.%I (id bigint PRIMARY KEY, tenant bigint NOT NULL, title text, body text,
         created timestamptz NOT NULL DEFAULT now(), updated timestamptz, price numeric%s)',
      'table_number_' || i, CASE WHEN i % 50 = 0 THEN ', total numeric GENERATED ALWAYS AS (price * 2) STORED' END);
    EXECUTE format('CREATE INDEX ON public.%I (tenant, created)', 'table_number_' || i);
    EXECUTE format('ALTER TABLE public.%I REPLICA IDENTITY FULL', 'table_number_' || i);
    EXECUTE format('ALTER TABLE public.%I OWNER TO %I', 'table_number_' || i,
      CASE WHEN i % 3 = 0 THEN 'app' ELSE 'electric' END);
    IF i % 2 = 0 THEN
      EXECUTE format('ALTER PUBLICATION electric_publication_default ADD TABLE public.%I', 'table_number_' || i);
    END IF;
    IF i % 200 = 0 THEN COMMIT; END IF;
  END LOOP;
END $$;
`;

/** Fills a new database with the ten thousand tables; takes some ten seconds. */
export async function fill(client: Client): Promise<void> {
  await client.query(GROUND);
  await client.query(TABLES_SQL);
  await client.query("ANALYZE pg_catalog.pg_class, pg_catalog.pg_attribute, pg_catalog.pg_index");
}
