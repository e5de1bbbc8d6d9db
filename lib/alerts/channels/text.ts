import type { AlertMessage, MessageEvent } from "../message";
import { oneLine } from "./one-line";

/** The word that a title begins with; none where the headline alone says it. */
const PREFIX: Record<MessageEvent, string> = {
  firing: "",
  reminder: "Still ",
  acknowledged: "Acknowledged: ",
  resolved: "Resolved: ",
  test: "Test: ",
  letter: "",
};

/** Returns the first `most` units of a text, whole characters alone. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, "");

/** Returns the names that a message is about: "orders", "orders and 3 others"; empty for one about no database. */
export function namesOf({ subjects }: AlertMessage): string {
  const [first, ...others] = subjects;
  if (first === undefined) return "";
  const name = oneLine(first.name, 80);
  if (others.length === 0) return name;
  return `${name} and ${others.length} ${others.length === 1 ? "other" : "others"}`;
}

/** Returns the title of a message, plain, on one line: "orders: 7 short", "Resolved: orders: 7 short". */
export function titleOf(message: AlertMessage): string {
  // A letter is about all databases.
  const names = message.event === "letter" ? "" : namesOf(message);
  const headline = oneLine(message.headline, 100);
  return `${PREFIX[message.event]}${names === "" ? headline : `${names}: ${headline}`}`;
}

/** Returns the sentences of a message, each on one line. */
export const sentencesOf = ({ sentences }: AlertMessage): string[] =>
  sentences.map((sentence) => oneLine(sentence, 500)).filter((sentence) => sentence !== "");

/** Returns where a message leads: the page of its action, or of its first database; null where it has neither. */
export function linkOf({ action, subjects }: AlertMessage): { label: string; url: string } | null {
  if (action !== null) return { label: oneLine(action.label, 60), url: action.url };
  const [first] = subjects;
  return first === undefined ? null : { label: "Open in Headroom", url: first.url };
}

/** The most databases that a message names one by one. */
const LISTED = 10;

/** Returns the databases of a message that is about several, each with its address, and how many are not listed. */
export function subjectsOf({ subjects }: AlertMessage): { listed: AlertMessage["subjects"]; more: number } {
  if (subjects.length < 2) return { listed: [], more: 0 };
  const listed = subjects
    .slice(0, LISTED)
    .map((subject) => ({ ...subject, name: oneLine(subject.name, 80) }));
  return { listed, more: subjects.length - listed.length };
}

/** Returns the line about the rule of a message: "Rule: Headroom below 0." */
export const ruleOf = ({ rule }: AlertMessage): string => (rule === "" ? "" : `Rule: ${oneLine(rule, 100)}`);
