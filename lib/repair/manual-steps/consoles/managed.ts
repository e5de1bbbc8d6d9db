import { providers } from "@/lib/postgres/provider";
import { asPostgres, askSupport, nothing, type Console, type Instead } from "./console";

/** max_connections follows the size of what is rented. */
const larger = (title: string, says: string, restart?: string): Instead => ({
  title,
  says: `${says} Or set a smaller pool, which costs nothing.`,
  reachable: true,
  ...(restart === undefined ? {} : { restart }),
});

/** Supabase docs, guides/database/custom-postgres-config: overrides are merged, and the restart comes by itself. */
export const supabase: Console = {
  named: asPostgres,
  instead: ({ name }) => (name === "wal_level" ? askSupport("Supabase", name) : null),
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

/** Compute sizes with their max_connections (Neon docs, connect/connection-pooling). */
const NEON_SIZES = [
  { size: "of 0.25 CU", connections: 104 },
  { size: "of 0.5 CU", connections: 209 },
  { size: "of 1 CU", connections: 419 },
] as const;

const neonSize = (needed: number): string =>
  NEON_SIZES.find(({ connections }) => connections >= needed)?.size ?? "above 1 CU";

/** Neon docs, guides/logical-replication-neon: logical replication is all that its customers set. */
export const neon: Console = {
  named: asPostgres,
  instead: ({ name, to }) => {
    if (name === "wal_level") return null;
    if (name !== "max_connections") return askSupport("Neon", name);
    return larger(
      `Choose a compute ${neonSize(Number(to))} for ${to} connections`,
      providers.neon.parameters,
      "The compute restarts with its new size, and every connection drops.",
    );
  },
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

/** Databricks docs, oltp/projects: its customers set no parameter themselves. */
export const databricks: Console = {
  named: asPostgres,
  instead: ({ name }) =>
    name === "max_connections"
      ? larger("Choose a larger compute", providers.databricks.parameters)
      : askSupport("Databricks", name),
  path: () => [],
  commands: () => [],
  source: "Databricks docs, oltp/projects",
};

/** Crunchy Bridge docs, how-to/logical-replication, how-to/pgbouncer. */
export const crunchy: Console = {
  named: asPostgres,
  instead: nothing,
  path: (name) => ["Team dashboard", "<cluster>", "Settings", `look for ${name}`],
  commands: () => [],
  source: "Crunchy Bridge docs, how-to/logical-replication",
};

/** Parameters that DigitalOcean's API takes (API specification, postgres_advanced_config). */
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
  instead: ({ name, to }) => {
    if (AT_DIGITALOCEAN.has(name)) return null;
    if (name !== "max_connections")
      return askSupport("DigitalOcean", name, name === "wal_level" ? "" : "Its API does not list this one.");
    const gigabytes = Math.ceil((Number(to) + 3) / 25);
    return larger(
      `Choose a plan with ${gigabytes} GB of memory for ${to} connections`,
      `It follows the memory: 25 for each GB, less 3, so that ${gigabytes} GB have ${25 * gigabytes - 3}.`,
    );
  },
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
  instead: ({ name, to }) =>
    name === "max_connections"
      ? larger(`Choose an instance with more memory for ${to} connections`, providers.render.parameters)
      : askSupport("Render", name),
  path: () => [],
  commands: () => [],
  source: "Render docs, postgresql-logical-replication and connection-limits-and-pooling",
};
