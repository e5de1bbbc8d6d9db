import { parse, stringify } from "yaml";
import { z } from "zod";
import { FAULTS, WELL, type Fault } from "./faults";

const DATABASE = 'database_id="7c0f2f3e-0000-4000-8000-000000000001",database="Orders",group="shop"';
/** When the alerts are looked at: after the longest `for` of a rule, and within the window of every rate. */
const AT = "20m";

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ alert: z.string(), expr: z.string(), labels: z.object({ severity: z.string() }) }),
      ),
    }),
  ),
});

/** Returns the alert rules of a file by their names. */
export const rulesOf = (text: string) => rulesSchema.parse(parse(text)).groups.flatMap(({ rules }) => rules);

/** Returns a series as promtool names it, with the labels of the database and of the scrape. */
function seriesName(key: string, instance: string): string {
  const [, name = key, own] = /^(\w+)(?:\{(.*)\})?$/.exec(key) ?? [];
  const database = name.startsWith("headroom_database_") ? [DATABASE] : [];
  const labels = [
    ...database,
    ...(own === undefined ? [] : [own]),
    `instance="${instance}"`,
    'job="headroom"',
  ];
  return `${name}{${labels.join(",")}}`;
}

function inputOf({ values, replicas = ["one:3000"] }: Fault) {
  const series = Object.entries({ ...WELL, ...values });
  return replicas.flatMap((instance) =>
    series.flatMap(([key, steps]) =>
      steps === null ? [] : [{ series: seriesName(key, instance), values: steps }],
    ),
  );
}

/** Labels of the database that an alert has; none for an alert of Headroom itself. */
const labelsOf = (summary: string): Record<string, string> =>
  summary.startsWith("Orders:")
    ? { database_id: "7c0f2f3e-0000-4000-8000-000000000001", database: "Orders", group: "shop" }
    : {};

/**
 * Returns promtool's test of the rules: for each fault, what each rule says, so that one fires and every other is silent. `rules` is the
 * text of rules.yml.
 */
export function rulesTest(rules: string): string {
  const all = rulesOf(rules);
  const tests = FAULTS.map((fault) => ({
    name: fault.name,
    interval: "1m",
    input_series: inputOf(fault),
    alert_rule_test: all.map(({ alert, labels }) => ({
      eval_time: AT,
      alertname: alert,
      exp_alerts:
        alert === fault.fires && fault.summary !== undefined
          ? [
              {
                exp_labels: { severity: labels.severity, ...labelsOf(fault.summary) },
                exp_annotations: { summary: fault.summary },
              },
            ]
          : [],
    })),
  }));
  const head =
    "# Made by `npm run metrics-doc` from scripts/prometheus/faults.ts: each fault with what each rule says of it.\n";
  return head + stringify({ rule_files: ["rules.yml"], evaluation_interval: "1m", tests }, { lineWidth: 0 });
}
