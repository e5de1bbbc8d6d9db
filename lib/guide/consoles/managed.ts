import { asPostgres, askSupport, nothing, type Console, type Instead } from "./console";

/** max_connections follows the size of what is rented. */
const larger = (title: string, restart?: string): Instead => ({
  title: `${title}, for more connections`,
  says: "Or set a smaller pool, which costs nothing.",
  reachable: true,
  ...(restart === undefined ? {} : { restart }),
});

/** Supabase docs, guides/database/custom-postgres-config: overrides are merged, and the restart comes by itself. */
export const supabase: Console = {
  named: asPostgres,
  instead: (name) => (name === "wal_level" ? askSupport("Supabase", name) : null),
  path: () => [],
  commands: (settings) => [
    {
      label: "Supabase command line; it restarts the database where the parameter needs it",
      text: `supabase --experimental --project-ref <project ref> postgres-config update ${settings
        .map(({ name, value }) => `--config ${name}=${value}`)
        .join(" ")}`,
    },
  ],
  source: "Supabase docs, guides/database/custom-postgres-config",
};

/** Neon docs, guides/logical-replication-neon, connect/connection-pooling: its customers set only this one. */
export const neon: Console = {
  named: asPostgres,
  instead: (name) =>
    name === "wal_level"
      ? null
      : name === "max_connections"
        ? larger(
            "Choose a larger compute size",
            "The compute restarts with its new size, and every connection drops.",
          )
        : askSupport("Neon", name),
  path: () => ["<project>", "Settings", "Logical Replication", "Enable"],
  commands: () => [
    {
      label: "API",
      text: [
        "curl -X PATCH https://console.neon.tech/api/v2/projects/<project id> \\",
        '  -H "Authorization: Bearer <API key>" -H "Content-Type: application/json" \\',
        `  -d '{"project":{"settings":{"enable_logical_replication":true}}}'`,
      ].join("\n"),
    },
  ],
  source: "Neon docs, guides/logical-replication-neon and connect/connection-pooling",
};

/** Crunchy Bridge docs, how-to/logical-replication, how-to/pgbouncer. */
export const crunchy: Console = {
  named: asPostgres,
  instead: nothing,
  path: (name) => ["Team dashboard", "<cluster>", "Settings", `look for ${name}`],
  commands: () => [],
  source: "Crunchy Bridge docs, how-to/logical-replication",
};

/** What DigitalOcean's API takes of these (API specification, postgres_advanced_config). */
const AT_DIGITALOCEAN = new Set(["max_replication_slots", "max_wal_senders"]);
const LEAST_SENDERS = 20;

/** DigitalOcean API, databases, update the database configuration. */
export const digitalocean: Console = {
  named: (parameter) =>
    parameter.name === "max_wal_senders" && Number(parameter.to) < LEAST_SENDERS
      ? {
          name: parameter.name,
          value: String(LEAST_SENDERS),
          note: `DigitalOcean takes no less than ${LEAST_SENDERS}, and never lowers it again.`,
        }
      : asPostgres(parameter),
  instead: (name) =>
    AT_DIGITALOCEAN.has(name)
      ? null
      : name === "max_connections"
        ? larger("Choose a plan with more memory")
        : askSupport("DigitalOcean", name, name === "wal_level" ? "" : "Its API does not list this one."),
  path: () => [],
  commands: (settings) => [
    {
      label: "API",
      text: [
        "curl -X PATCH https://api.digitalocean.com/v2/databases/<cluster id>/config \\",
        '  -H "Authorization: Bearer <API token>" -H "Content-Type: application/json" \\',
        `  -d '${JSON.stringify({ config: Object.fromEntries(settings.map(({ name, value }) => [name, Number(value)])) })}'`,
      ].join("\n"),
    },
  ],
  source: "DigitalOcean API, databases, update the database configuration",
};

/** Render docs, postgresql-logical-replication: its support does it. */
export const render: Console = {
  named: asPostgres,
  instead: (name) =>
    name === "max_connections" ? larger("Choose an instance with more memory") : askSupport("Render", name),
  path: () => [],
  commands: () => [],
  source: "Render docs, postgresql-logical-replication and connection-limits-and-pooling",
};
