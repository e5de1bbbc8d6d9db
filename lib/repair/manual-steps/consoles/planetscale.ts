import { asPostgres, askSupport, type Command, type Console, type Setting } from "./console";

/** Parameters whose namespace PlanetScale's API, command line or docs show; of the others the list of parameters tells it. */
const PGCONF = new Set(["max_connections", "wal_level"]);

/** Not among the parameters that PlanetScale lists. */
const UNLISTED = new Set(["synchronized_standby_slots"]);

const namespaceOf = (name: string): string => (PGCONF.has(name) ? "pgconf" : "<namespace>");

/** An unknown namespace has to be looked for first. */
function look(settings: readonly Setting[]): Command[] {
  const unknown = settings.map(({ name }) => name).filter((name) => !PGCONF.has(name));
  if (unknown.length === 0) return [];
  const text = "pscale branch parameters list <database> <branch>";
  return [{ label: `Look for the <namespace> of ${unknown.join(", ")}`, text }];
}

function patch(settings: readonly Setting[]): string {
  const parameters: Record<string, Record<string, string>> = {};
  for (const { name, value } of settings) {
    const namespace = namespaceOf(name);
    parameters[namespace] = { ...parameters[namespace], [name]: value };
  }
  return [
    "curl -X PATCH https://api.planetscale.com/v1/organizations/<organization>/databases/<database>/branches/<branch>/changes \\",
    '  -H "Authorization: <token id>:<token>" -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify({ parameters })}'`,
  ].join("\n");
}

/**
 * PlanetScale docs, postgres/cluster-configuration/parameters; PlanetScale's command line, branch resize (its flag
 * `--parameters` is repeated); PlanetScale API, update_branch_change_request. A change is applied by itself, restart included.
 */
export const planetscale: Console = {
  named: asPostgres,
  instead: ({ name }) =>
    UNLISTED.has(name) ? askSupport("PlanetScale", name, "Its list of parameters does not have it.") : null,
  path: (name) => ["Clusters", "<branch>", "Parameters", name, "Queue parameter changes", "Apply changes"],
  commands: (settings) => [
    ...look(settings),
    {
      label: "Command line; it applies the change at once",
      text: [
        "pscale branch resize <database> <branch>",
        ...settings.map(({ name, value }) => `--parameters ${namespaceOf(name)}.${name}=${value}`),
        "--wait",
      ].join(" "),
    },
    { label: "API; it applies the change at once", text: patch(settings) },
  ],
  source: "PlanetScale docs, cluster-configuration/parameters",
};
