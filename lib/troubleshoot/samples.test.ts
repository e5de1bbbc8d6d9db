import { expect, test } from "vitest";
import { byCause, diagnose } from "./diagnose";
import { entries } from "./entries";
import { occurrencesIn } from "./occurrences";
import { linesOf } from "./lines";

const samples = entries.flatMap((entry) =>
  entry.samples.map((sample): [slug: string, sample: string] => [entry.slug, sample]),
);

/** The lines of a start that have nothing wrong in them (Electric 1.7.12). */
const BEFORE = [
  "Starting ElectricSQL 1.7.12",
  "Postgres server version = 170010, system identifier = 7412345678901234567, timeline_id = 1",
  "[notice] Acquiring lock from postgres with name electric_slot_default",
  "Connection pool [admin: db.example.com:5432] is ready with 4 connections",
];
const AFTER = ["Retrying...", "[warning] Reconnecting in 2000ms", "[info] GET /v1/health"];

const inLog = (sample: string): string[] => [...BEFORE, ...sample.split("\n"), ...AFTER];
const stamped = (line: string, index: number): string =>
  `electric-1  | 05:0${index % 10}:00.1${index % 10}3 ${line}`;
const kubernetes = (line: string, index: number): string =>
  `2026-11-30T05:00:0${index % 10}.123456789Z stderr F ${line}`;
const coloured = (line: string): string =>
  line.replace(/\S+/g, (word, at: number) => `\u001b[${at % 2 === 0 ? "33" : "1;31"}m${word}\u001b[0m`);
/** Cuts a text after a number of characters, in the middle of a word too, as a terminal does. */
const wrapped = (text: string, width: number): string =>
  text
    .split("\n")
    .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""])
    .join("\n");
const pino = (sample: string): string =>
  JSON.stringify({ level: 40, time: 1790000000000, pid: 1, hostname: "electric-0", msg: sample });
const otel = (sample: string): string =>
  JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: sample } }] }] }] });
const dockerFile = (sample: string): string =>
  JSON.stringify({ log: `${sample}\n`, stream: "stderr", time: "2026-11-30T05:00:00.1Z" });
const google = (sample: string): string =>
  JSON.stringify({ severity: "ERROR", jsonPayload: { message: sample }, timestamp: "2026-11-30T05:00:00Z" });
const nested = (sample: string): string => JSON.stringify({ log: pino(sample), stream: "stdout" });

const FORMS: Record<string, (sample: string) => string> = {
  "as it is": (sample) => sample,
  "in a log": (sample) => inLog(sample).join("\n"),
  "in a log of docker compose": (sample) => inLog(sample).map(stamped).join("\n"),
  "in a log of Kubernetes with Windows' line ends": (sample) => inLog(sample).map(kubernetes).join("\r\n"),
  "in colours": (sample) => inLog(sample).map(coloured).map(stamped).join("\n"),
  "in colours whose escape character was lost": (sample) =>
    inLog(sample).map(coloured).join("\n").replaceAll("\u001b", "^["),
  "in a line of pino": (sample) => [pino("started"), pino(sample), pino("Retrying...")].join("\n"),
  "in a record of OpenTelemetry": otel,
  "in docker's own file": dockerFile,
  "in Google's log": google,
  "in JSON within JSON": nested,
  "in indented JSON": (sample) => JSON.stringify(JSON.parse(google(sample)), null, 2),
  "with escaped line breaks": (sample) => inLog(sample).join("\\n"),
  "broken after 20 characters": (sample) => wrapped(sample, 20),
  "broken after 37 characters, within a log": (sample) => wrapped(inLog(sample).join("\n"), 37),
  "broken after 61 characters, each line with a prefix": (sample) =>
    wrapped(inLog(sample).join("\n"), 61).split("\n").map(stamped).join("\n"),
  "at each word": (sample) => sample.replaceAll(" ", "\n    "),
  "with typographic quotation marks": (sample) => sample.replace(/"([^"]*)"/g, "“$1”"),
  "quoted in a mail": (sample) => sample.replace(/^/gm, "> "),
  "in capitals": (sample) => sample.toUpperCase(),
};

/** Returns the samples that do not put their own entry on top, with the entry that is. */
const misread = (form: (sample: string) => string): string[] =>
  samples.flatMap(([slug, sample]) => {
    const top = diagnose(form(sample)).matches[0]?.entry.slug;
    return top === slug ? [] : [`${slug}: ${top} is on top for ${sample}`];
  });

test.each(Object.entries(FORMS))("each sample puts its own entry on top %s", (_name, form) => {
  expect(misread(form)).toEqual([]);
});

test("no sample puts two entries on top", () => {
  const ties = samples.filter(([, sample]) => {
    const [first, second] = occurrencesIn(linesOf(sample)).sort(byCause);
    return first === undefined || (second !== undefined && byCause(first, second) >= 0);
  });
  expect(samples.length).toBeGreaterThan(250);
  expect(ties).toEqual([]);
});

test("a log without an error has no match, and nothing near it", () => {
  const log = [...BEFORE, ...AFTER].map(stamped).join("\n");
  expect(diagnose(log)).toMatchObject({ matches: [], nearest: [] });
});
