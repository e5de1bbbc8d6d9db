import { headroomLine } from "@/lib/budget/headroom";
import type { Finding, Status } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";
import { ignoredInWords, ignoredSentence } from "./ignored";
import { endedWords, standingFindings } from "@/lib/trial/last";
import { escapeMarkdown as md, fencedSql } from "./escape";
import { judgedWords } from "./judged";
import type { Report } from "./json";

/** Objects that are listed by name; of a longer list the JSON report has all. */
const MOST_OBJECTS = 50;

/** In the order in which people read them. */
const HEADINGS: readonly [Status, string][] = [
  ["fail", "Fails"],
  ["unknown", "Could not be judged"],
  ["warn", "Warns"],
  ["pass", "Passes"],
  ["not applicable", "Does not apply"],
];

function objects(names: readonly string[]): string[] {
  if (names.length < 2) return [];
  const rest = names.length - MOST_OBJECTS;
  return [
    `Concerned (${names.length}):`,
    [
      ...names.slice(0, MOST_OBJECTS).map((name) => `- ${md(name)}`),
      ...(rest > 0 ? [`- and ${count(rest, "other")}, which the JSON report names`] : []),
    ].join("\n"),
  ];
}

function inFull(finding: Finding, ignored: Report["ignored"] = []): string[] {
  const aside = ignored.find(({ checkId }) => checkId === finding.id);
  return [
    `### ${md(finding.title)}`,
    `Check ${md(finding.id)}${aside ? `, ${md(ignoredSentence(aside))}` : ""}`,
    `**Found:** ${md(finding.found)}`,
    ...(finding.needed === "" ? [] : [`**Needed:** ${md(finding.needed)}`]),
    `**Why:** ${md(finding.why)} Source: ${md(finding.source)}`,
    ...objects(finding.objects),
    ...finding.ways.flatMap(({ says, sql }) => [
      `**Way forward:** ${md(says)}`,
      ...(sql === undefined ? [] : [fencedSql(sql)]),
    ]),
  ];
}

const inShort = ({ id, title, found }: Finding): string => `- ${md(title)} (${md(id)}): ${md(found)}`;

function facts({ server, target, takenAt, budget }: Report): string[] {
  const where = `${server.host}:${server.port}/${server.database}`;
  const tables =
    target.scope.kind === "schemas"
      ? `all tables in ${target.scope.schemas.join(", ")}`
      : count(target.scope.tables.length, "table");
  return [
    `- Database: ${md(where)}, seen as ${md(server.user)}`,
    `- Postgres: ${md(server.version ?? "not reached")}`,
    `- Electric: role ${md(target.role)}, pool ${target.poolSize}, strategy ${target.strategy}, stream id ${md(target.streamId)}, ${md(tables)}`,
    ...(budget === null ? [] : [`- Headroom: ${md(headroomLine(budget))}`]),
    `- Taken at: ${md(takenAt)}`,
  ];
}

/** The trial that stands beside a visit: how it ended, when and where, and what did not pass. */
function trialOf({ trial }: Report): string[] {
  if (trial === undefined) return [];
  const { endedAt, version, outdated } = trial;
  const since = outdated ? " The database has changed since." : "";
  const open = standingFindings(trial).filter(
    ({ status }) => status !== "pass" && status !== "not applicable",
  );
  return [
    "## Trial as Electric",
    `${endedWords(trial)}, ended at ${md(endedAt)} on Postgres ${md(version)}.${since}`,
    ...open.flatMap((finding) => inFull(finding)),
  ];
}

/** Returns the whole report of a visit as Markdown. Text from the database can neither break it nor bring HTML. */
export function markdownOf(report: Report): string {
  const first = [...report.findings, ...standingFindings(report.trial ?? null)].find(
    ({ id }) => id === report.next,
  );
  const aside = new Set(report.ignored?.map(({ checkId }) => checkId));
  const note = ignoredInWords(report.findings.filter(({ id }) => aside.has(id)));
  const sections = HEADINGS.flatMap(([status, heading]) => {
    const findings = report.findings.filter((finding) => finding.status === status);
    if (findings.length === 0) return [];
    const settled = status === "pass" || status === "not applicable";
    return [
      `## ${heading} (${findings.length})`,
      ...(settled
        ? [findings.map(inShort).join("\n")]
        : findings.flatMap((finding) => inFull(finding, report.ignored))),
    ];
  });
  const parts = [
    `# ${md(report.headline)}`,
    `Verdict: **${judgedWords(report)}**.${first === undefined ? "" : ` First: ${md(first.title)}.`}${note === null ? "" : ` ${note}.`}`,
    facts(report).join("\n"),
    ...trialOf(report),
    ...sections,
  ];
  return `${parts.join("\n\n")}\n`;
}
