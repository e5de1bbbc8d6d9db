import { databaseMetrics, headroomMetrics } from ".";
import { DATABASE_LABELS, type Metric } from "./define";

const code = (text: string): string => `\`${text}\``;

/** Returns the rows of a table of metrics; labels that all of them have are left out. */
function table(metrics: readonly (readonly [string, Metric])[], shared: readonly string[]): string {
  const rows = metrics.map(([name, { type, help, labels }]) => {
    const own = labels.filter((label) => !shared.includes(label)).map(code);
    return `| ${code(name)} | ${type} | ${own.join(", ")} | ${help} |`;
  });
  return ["| metric | type | labels | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const INTRODUCTION = `# Metrics for Prometheus

\`GET /metrics\` has the watched databases and Headroom itself in the text format of Prometheus. It takes an API token of scope \`read\`
(Settings, API tokens); a token with groups shows the databases of its groups alone. A scrape asks the store a constant number of queries,
whatever the number of databases, and never a watched database.

\`\`\`yaml
scrape_configs:
  - job_name: headroom
    scheme: https
    authorization:
      credentials_file: /etc/prometheus/headroom-token
    static_configs:
      - targets: [headroom.example.com]
\`\`\`

The target is the name of \`HEADROOM_URL\`, or an address such as a pod's; by another name Headroom answers 421. A container beside that of
\`compose.yaml\` therefore scrapes the published name too.

- **No data is no number.** Without a sample of now, \`headroom_database_sample_state{state="none"}\` is 1 and every number of connections
  and of the slot is absent, never 0. A database that was never checked has the verdict \`not checked\`.
- **Several replicas** are scraped one by one, each at its own address (the pod's in Kubernetes). Each prints all databases; the state of
  the watching, Electric and its slot are told by the replica that watches the database. Queries therefore bring replicas together, as
  the rules do: \`max by (database_id, database, group) (…)\`.
- **Labels** of a database are its id, its name and its group in Headroom. No host, address, user or statement is among them.
- **Alert rules** stand in \`docs/prometheus/rules.yml\` of the source, with tests for \`promtool test rules\`: each fires on its fault and on
  no other. Headroom's own alerts ([alerts](alerts.md)) judge more and say what to do; the rules are for a team that has everything in one
  Alertmanager.
- **A dashboard** for Grafana stands in \`docs/grafana/headroom.json\`: Dashboards, New, Import.
`;

/** Returns docs/metrics.md, made from the declarations of the metrics. */
export const metricsPage = (): string => `${INTRODUCTION}
## Watched databases

All are gauges of one database, with the labels ${DATABASE_LABELS.map(code).join(", ")}.

${table(databaseMetrics, DATABASE_LABELS)}

## Headroom itself

Of the replica that is scraped, unless its meaning says otherwise. Those of Node (\`process_…\`, \`nodejs_…\`) stand beside them under the
names that \`prom-client\` gives them.

${table(headroomMetrics, [])}
`;
