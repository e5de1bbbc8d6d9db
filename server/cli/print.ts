import "server-only";
import type { Finding, Status } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";
import { type Paint, plain, plainSql } from "@/lib/report/terminal";
import type { Report } from "@/lib/report/json";

/** Beyond these the terminal says how many more there are; the JSON report has all. */
const MOST_LINES = 20;
const MOST_OBJECTS = 10;

/** A status as a word of a terminal. */
export const STATUS_WORDS: Record<Status, string> = {
  fail: "FAIL",
  unknown: "UNKNOWN",
  warn: "WARN",
  pass: "PASS",
  "not applicable": "SKIP",
};
/** And its colour, by its number there. */
export const STATUS_COLOURS: Record<Status, number> = {
  fail: 31,
  unknown: 35,
  warn: 33,
  pass: 32,
  "not applicable": 2,
};
const VERDICT_COLOURS: Record<Report["verdict"], number> = {
  ready: 32,
  "ready with warnings": 33,
  "not ready": 31,
  unknown: 35,
};

/** Returns what paints, or leaves everything as it is. */
export const painter =
  (colours: boolean): Paint =>
  (code, text) =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;

function sqlLines(sql: string): string[] {
  const lines = plainSql(sql);
  const rest = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map((line) => `      ${line}`);
  return rest > 0 ? [...shown, `      -- and ${count(rest, "line")} more; --json has the whole`] : shown;
}

function concerned(objects: readonly string[]): string[] {
  if (objects.length < 2) return [];
  const rest = objects.length - MOST_OBJECTS;
  const names = objects.slice(0, MOST_OBJECTS).map(plain).join(", ");
  return [`  concerned  ${names}${rest > 0 ? ` and ${count(rest, "other")}` : ""}`];
}

/** Returns a finding in full, as lines. */
export function inFull(finding: Finding, paint: Paint): string[] {
  const { status, id, title, found, needed, why, objects, ways } = finding;
  return [
    `${paint(STATUS_COLOURS[status], STATUS_WORDS[status].padEnd(8))} ${paint(1, plain(title))}  ${paint(2, id)}`,
    `  found      ${plain(found)}`,
    ...(needed === "" ? [] : [`  needed     ${plain(needed)}`]),
    ...concerned(objects),
    `  why        ${plain(why)}`,
    ...ways.flatMap(({ says, sql }) => [
      `  way        ${plain(says)}`,
      ...(sql === undefined ? [] : sqlLines(sql)),
    ]),
    "",
  ];
}

/** Returns a report for people, as lines; `colours` says whether the terminal may be painted. */
export function printed(report: Report, colours: boolean): string {
  const paint = painter(colours);
  const { server, findings, verdict, budget } = report;
  // Without a session nearly every check is unknown for one and the same reason, which connection.reachable names.
  const told = server.version === null ? (["fail", "warn"] as const) : (["fail", "unknown", "warn"] as const);
  const open = told.flatMap((status) => findings.filter((finding) => finding.status === status));
  const passed = findings.filter(({ status }) => status === "pass").length;
  const skipped = findings.filter(({ status }) => status === "not applicable").length;
  const unjudged = server.version === null ? findings.filter(({ status }) => status === "unknown").length : 0;
  const next = findings.find(({ id }) => id === report.next);
  const lines = [
    plain(`${server.database} at ${server.host}:${server.port}, seen as ${server.user}`) +
      (server.version === null ? "" : `, Postgres ${plain(server.version)}`),
    `${paint(VERDICT_COLOURS[verdict], verdict.toUpperCase())}: ${plain(report.headline)}.`,
    "",
    ...open.flatMap((finding) => inFull(finding, paint)),
    `${count(passed, "check passes", "checks pass")}, ${count(skipped, "does not apply", "do not apply")}${unjudged > 0 ? `, ${unjudged} could not be judged without a session` : ""}.`,
    ...(budget === null ? [] : [`Connections: ${plain(budget.sum)}.`]),
    ...(next === undefined ? [] : [`Fix first: ${plain(next.title)} (${next.id}).`]),
  ];
  return `${lines.join("\n")}\n`;
}
