import "server-only";

/**
 * Connections that RDS keeps for rds_superuser below 16, beside those of Postgres. The setting counts only where RDS' own superuser
 * is: a database's owner may set a parameter of any prefix to any text.
 */
export const PROVIDER_RESERVED = `CASE
         WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'rdsadmin' AND rolsuper)
          AND current_setting('rds.rds_superuser_reserved_connections', true) ~ '^[0-9]{1,4}$'
         THEN current_setting('rds.rds_superuser_reserved_connections', true)::int ELSE 0 END`;
