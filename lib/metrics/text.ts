import { DATABASE_METRIC_LIST } from "./databases";
import { DATABASE_LABELS, type Metric } from "./define";
import type { DatabaseFacts } from "./facts";
import { READ_METRICS, type ReadMetricName } from "./headroom";

/*
 * The text format of Prometheus (Exposition formats, version 0.0.4) for gauges that are read when they are asked for. prom-client keeps
 * an object for each label set, which takes half a second for a thousand databases; here each database's labels are written once.
 */

/** Values of a metric, each with the values of its labels. */
export type Labelled = readonly { labels?: Readonly<Record<string, string>>; value: number }[];

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
const label = (name: string, value: string): string => `${name}="${escaped(value)}"`;

/** Returns the two lines above the values of a metric. A help of ours has no line break and no backslash. */
const head = (name: string, { help, type }: Pick<Metric, "help" | "type">): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;

const databaseLabels = ({ id, name, group }: DatabaseFacts): string => {
  const [idLabel, nameLabel, groupLabel] = DATABASE_LABELS;
  return [label(idLabel, id), label(nameLabel, name), label(groupLabel, group)].join(",");
};

/** Returns the gauges of watched databases as text; a value that is not known has no line. */
export function databasesText(facts: readonly DatabaseFacts[]): string {
  const subjects = facts.map((one) => ({ one, labels: databaseLabels(one) }));
  let text = "";
  for (const [name, metric] of DATABASE_METRIC_LIST) {
    text += head(name, { help: metric.help, type: "gauge" });
    for (const { one, labels } of subjects)
      for (const { of, value } of metric.read(one)) {
        const own = metric.label === undefined || of === undefined ? "" : `,${label(metric.label, of)}`;
        text += `${name}{${labels}${own}} ${value}\n`;
      }
  }
  return text;
}

/** Returns the gauges of Headroom itself as text. */
export function readText(values: Readonly<Record<ReadMetricName, Labelled>>): string {
  const lines = ([name, series]: [string, Labelled]): string => {
    const of = series.map(({ labels = {}, value }) => {
      const named = Object.entries(labels).map(([key, text]) => label(key, text));
      return `${name}${named.length === 0 ? "" : `{${named.join(",")}}`} ${value}\n`;
    });
    return of.join("");
  };
  const metrics: Readonly<Record<string, Metric>> = READ_METRICS;
  return Object.entries(values)
    .map((entry) => {
      const metric = metrics[entry[0]];
      return metric === undefined ? "" : head(entry[0], metric) + lines(entry);
    })
    .join("");
}
