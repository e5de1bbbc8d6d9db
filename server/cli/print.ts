import "server-only";
import { headroomLine } from "@/lib/budget/headroom";
import type { Finding, Status } from "@/lib/checks/finding";
import { count, firstSentence } from "@/lib/text/words";
import { judgedWords } from "@/lib/report/judged";
import { layout, verbatim } from "@/lib/report/layout";
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
  const shown = lines.slice(0, MOST_LINES).map((line) => verbatim(`      ${line}`));
  return rest > 0
    ? [...shown, verbatim(`      -- and ${count(rest, "line")} more; --json has the whole`)]
    : shown;
}

function concerned(objects: readonly string[]): string[] {
  if (objects.length < 2) return [];
  const rest = objects.length - MOST_OBJECTS;
  const names = objects.slice(0, MOST_OBJECTS).map(plain).join(", ");
  return [`  concerned  ${names}${rest > 0 ? ` and ${count(rest, "other")}` : ""}`];
}

const titleLine = ({ status, id, title }: Finding, paint: Paint): string =>
  `${paint(STATUS_COLOURS[status], STATUS_WORDS[status].padEnd(8))} ${paint(1, plain(title))}  ${paint(2, id)}`;

const optionLines = ({ says, sql }: Finding["ways"][number]): string[] => [
  `  option     ${plain(says)}`,
  ...(sql === undefined ? [] : sqlLines(sql)),
];

/** Returns a finding in full, as lines. */
export function inFull(finding: Finding, paint: Paint): string[] {
  const { found, needed, why, objects, ways } = finding;
  return [
    titleLine(finding, paint),
    `  found      ${plain(found)}`,
    ...(needed === "" ? [] : [`  needed     ${plain(needed)}`]),
    ...concerned(objects),
    `  why        ${plain(why)}`,
    ...ways.flatMap(optionLines),
    "",
  ];
}

/** Returns what is to be fixed first: what was found, and the first of its options with its SQL. */
function firstLines(finding: Finding, paint: Paint): string[] {
  const { found, needed, objects, ways } = finding;
  const [option, ...others] = ways;
  return [
    titleLine(finding, paint),
    `  found      ${plain(found)}`,
    ...(needed === "" ? [] : [`  needed     ${plain(needed)}`]),
    ...concerned(objects),
    ...(option === undefined ? [] : optionLines(option)),
    ...(others.length === 0 ? [] : [`  more       ${count(others.length, "other option")}: --verbose`]),
    "",
  ];
}

const shortLines = (finding: Finding, paint: Paint): string[] => [
  titleLine(finding, paint),
  `  found      ${plain(finding.found)}`,
  ...finding.ways.slice(0, 1).map(({ says }) => `  option     ${firstSentence(plain(says))}`),
];

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, "", ...lines];

/** Returns how many findings there are of each status, the gravest first: "3 fail, 1 warns, 60 pass". */
function countsLine(findings: readonly Finding[]): string {
  const of = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const parts: [Status, string, string][] = [
    ["fail", "fails", "fail"],
    ["unknown", "could not look", "could not look"],
    ["warn", "warns", "warn"],
    ["pass", "passes", "pass"],
    ["not applicable", "does not apply", "do not apply"],
  ];
  const told = parts.flatMap(([status, one, many]) =>
    of(status) === 0 ? [] : [`${of(status)} ${of(status) === 1 ? one : many}`],
  );
  return `Checks: ${told.join(", ")}.`;
}

/** Returns what to run next, for what is left to do. */
function nextLines({ verdict, server }: Report, verbose: boolean): string[] {
  const plan = verdict === "not ready" && server.version !== null;
  return [
    ...(plan ? ["headroom plan prints the SQL that makes it ready; it takes the same arguments."] : []),
    ...(verbose ? [] : ["--verbose has the reasons, all options with their SQL, and what passes."]),
  ];
}

const settledLines = (findings: readonly Finding[], paint: Paint): string[] =>
  findings
    .filter(({ status }) => status === "pass" || status === "not applicable")
    .map((finding) => titleLine(finding, paint));

/** Parts of a terminal that decide how a report looks. */
type Look = { colours: boolean; width: number; verbose: boolean };

/**
 * Returns a report for people: the verdict and the sums, what to fix first, the other problems in short, and what to run next.
 * `verbose` has all problems in full, and what passes.
 */
export function printed(report: Report, { colours, width, verbose }: Look): string {
  const paint = painter(colours);
  const { server, findings, verdict, budget } = report;
  // Without a session nearly every check is unknown for one and the same reason, which connection.reachable names.
  const told = server.version === null ? (["fail", "warn"] as const) : (["fail", "unknown", "warn"] as const);
  const open = told.flatMap((status) => findings.filter((finding) => finding.status === status));
  const next = open.find(({ id }) => id === report.next);
  const others = open.filter((finding) => finding !== next);
  const word = judgedWords(report);
  const colour = word === "could not be judged" ? VERDICT_COLOURS.unknown : VERDICT_COLOURS[verdict];
  const full = (finding: Finding) => inFull(finding, paint);
  const lines = [
    plain(`${server.database} at ${server.host}:${server.port}, seen as ${server.user}`) +
      (server.version === null ? "" : `, Postgres ${plain(server.version)}`),
    `${paint(colour, word.toUpperCase())}: ${plain(report.headline)}.`,
    countsLine(findings),
    ...(budget === null ? [] : [`Headroom: ${plain(headroomLine(budget))}.`]),
    "",
    ...(next === undefined
      ? []
      : section(paint(1, "Fix first"), verbose ? full(next) : firstLines(next, paint))),
    ...section(
      paint(1, next === undefined ? "Problems" : "Then"),
      verbose ? others.flatMap(full) : others.flatMap((finding) => [...shortLines(finding, paint), ""]),
    ),
    ...(verbose ? section(paint(1, "Settled"), [...settledLines(findings, paint), ""]) : []),
    ...nextLines(report, verbose),
  ];
  return `${layout(lines, width).trimEnd()}\n`;
}
