import { asPostgres, nothing, type Console } from "./console";

/** Supabase docs, guides/database/custom-postgres-config: overrides are merged, and the restart comes by itself. */
export const supabase: Console = {
  named: asPostgres,
  instead: (name) => (name === "wal_level" ? "" : null),
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
        ? "Choose a larger compute size, or a smaller pool."
        : "Ask its support about this one.",
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
  source: "Neon docs, guides/logical-replication-neon",
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
      : name === "wal_level"
        ? ""
        : name === "max_connections"
          ? "Choose a node with more memory, or a smaller pool."
          : "Its API does not list this one: ask its support.",
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
    name === "wal_level"
      ? ""
      : name === "max_connections"
        ? "Choose an instance with more memory, or a smaller pool."
        : "Ask its support.",
  path: () => [],
  commands: () => [],
  source: "Render docs, postgresql-logical-replication",
};
