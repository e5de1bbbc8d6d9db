import "server-only";

export const HELP = `Says why Electric would or would not run on a Postgres database, and makes it ready.

Usage
  headroom check <connection string> [options]    what keeps Electric from running; changes nothing
  headroom try <connection string> [options]      what Electric does at its start, done and rolled back
  headroom plan <connection string> [options]     what would make it ready, as SQL; changes nothing
  headroom apply <connection string> [options]    does that in one transaction, and looks before it commits
  headroom connect <connection string> [options]  what to start Electric with; changes nothing
  headroom explain <check id | error | slug>      what an error or a check means, and what to do; connects to nothing

  The connection string is postgresql://user@host:port/database or "host=… port=… dbname=… user=…".
  A password that is not in it is taken from PGPASSWORD, from the password file (PGPASSFILE or ~/.pgpass),
  or asked for on a terminal. “headroom explain -” reads an error, a log or a docker inspect from standard input.

What Electric is to be
  --role <name>          its role (electric)
  --pool-size <number>   ELECTRIC_DB_POOL_SIZE (20)
  --instances <number>   how many of it run at the same time (1)
  --pooled               ELECTRIC_POOLED_DATABASE_URL is set: only its admin pool is direct
  --ipv6                 ELECTRIC_DATABASE_USE_IPV6=true is set: it asks for IPv6 addresses too
  --strategy <name>      owner: its role owns the tables; member: it is a member of their owners;
                         manual: another role publishes them (owner)
  --stream-id <id>       ELECTRIC_REPLICATION_STREAM_ID (default)
  --schema <name> …      serve every table of these schemas (public)
  --table <name> …       serve these tables, such as public.orders or '"My.App"."a.b"'
  --environment <name>   production, staging or development (production)
  --electric-url <url>   address of a running Electric, for its health and version

What connect prints
  --form <name>          docker, compose, env, kubernetes, fly, render, ecs or homebrew (env)

What check and try try
  --trial                of check: does what Electric does at its start, and rolls it back; with the password of Electric's role
                         (HEADROOM_ELECTRIC_PASSWORD, or a connection string of that role) in sessions of its own too
  --trial-pool           the same, and opens Electric's whole connection pool for a moment

What plan and apply make
  --for <check.id> …         make only these checks pass; clean-up ends Electric here (everything)
  --electric-password-stdin  the password of Electric's role is the first line of standard input
  --no-electric-password     a role that is made gets none, for servers that refuse a hashed one
  --former-owner <way>       how a former owner keeps its rights: grants or membership
  --no-full                  leave REPLICA IDENTITY FULL to Electric, where it may set it
  --no-failover-slot         leave the slot as it is, also where a standby could take over
  --end-reader               disconnect Electric for a moment where its slot has to be altered
  --drop-orphan <name> …     drop these slots, which nothing reads
  --hand-to <role>           who gets Electric's tables at a clean-up (whose they were)
  --open-to <role> …         members of Electric's role that may reach what it gets (none)
  --undo <file>              take back what an earlier apply wrote into this file
  --keep-electrics           at an undo, leave what Electric itself has made and set since

How apply runs
  --accept <warning> …   accept this warning of the plan, such as foreign-code; without it nothing runs
  --dry-run              do everything, look, and roll back
  --yes                  ask no question; needed without a terminal
  --undo-file <file>     write what undoes it into a new file

Output
  --json                 for machines; docs/cli.md has the format
  --sql                  plan as a script for psql
  --markdown             the whole report of check as Markdown
  --help, --version

Exit status of check and connect
  0  ready, with or without warnings
  1  not ready
  2  could not be judged: no session, a check that was not allowed to look, or wrong arguments

Exit status of try
  0  every step that was tried passed
  1  a step failed
  2  a part could not be tried, or there was no session

Exit status of explain
  0  it is known
  1  it is not known; the nearest known errors are named
  2  wrong arguments

Exit status of plan and apply
  0  plan: it can run, or nothing is to do; apply: applied and verified, or a dry run that would have been
  1  plan: something is missing; apply: rolled back, because a check did not pass
  2  could not run, or could not finish
`;
