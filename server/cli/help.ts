import "server-only";

export const HELP = `Says why Electric would or would not run on a Postgres database.

Usage
  headroom check <connection string> [options]

  The connection string is postgresql://user@host:port/database or "host=… port=… dbname=… user=…".
  A password that is not in it is taken from PGPASSWORD, from the password file (PGPASSFILE or ~/.pgpass),
  or asked for on a terminal.

What Electric is to be
  --role <name>          its role (electric)
  --pool-size <number>   ELECTRIC_DB_POOL_SIZE (20)
  --instances <number>   how many of it run at the same time (1)
  --pooled               ELECTRIC_POOLED_DATABASE_URL is set: only its admin pool is direct
  --strategy <name>      owner: its role owns the tables; member: it is a member of their owners;
                         manual: somebody else publishes them (owner)
  --stream-id <id>       ELECTRIC_REPLICATION_STREAM_ID (default)
  --schema <name> …      serve every table of these schemas (public)
  --table <name> …       serve these tables, such as public.orders or '"My.App"."a.b"'
  --environment <name>   production, staging or development (production)
  --electric-url <url>   address of a running Electric, for its health and version

Output
  --json                 for machines; docs/cli.md has the format
  --markdown             the whole report as Markdown
  --help, --version

Exit status
  0  ready, with or without warnings
  1  not ready
  2  could not be judged: no session, a check that was not allowed to look, or wrong arguments
`;
