import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { remedies } from "@/lib/repair/remedies";
import { AGREEMENT_ID, TRIAL_FINDING_IDS } from "@/lib/trial/steps";
import { sourceFiles, textOf } from "./sources";

/** Remedies, which declare what they fix and leave, and a plan for tests. */
const DECLARES = /^lib\/(?:checks|repair\/remedies)\/|^lib\/repair\/plan\/example\.ts$/;
/** The file that holds the ids of a trial's findings. */
const TRIAL = "lib/trial/steps.ts";
/** Known errors, which name their checks in one field. */
const ENTRIES = /^lib\/troubleshoot\/entries\//;
const TESTS = /\.(?:test|spec)\.tsx?$|\.real\.|\/(?:testing|faults)[./]|\bfixture\.tsx?$|^e2e\/|testing\.ts$/;

const CHECK_IDS: ReadonlySet<string> = new Set(checks.map(({ id }) => id));
const TRIAL_IDS: ReadonlySet<string> = new Set([...TRIAL_FINDING_IDS, AGREEMENT_ID]);
const REMEDY_IDS: ReadonlySet<string> = new Set(remedies.map(({ id }) => id));

const GROUPS = [...new Set([...CHECK_IDS, ...TRIAL_IDS].map((id) => id.split(".")[0]))].join("|");
const SHAPED = new RegExp(`["'\`]((?:${GROUPS})\\.[a-z_0-9]+)["'\`]`, "g");

/** Returns the literals of a text that have the shape of a check's id. */
const shapedIn = (text: string): string[] => [...text.matchAll(SHAPED)].map(([, id = ""]) => id);

/** Returns the ids of checks and of a trial's findings that stand as literals in a text. */
const idsIn = (text: string): string[] =>
  shapedIn(text).filter((id) => CHECK_IDS.has(id) || TRIAL_IDS.has(id));

const sources = sourceFiles.filter((file) => !TESTS.test(file));

describe("the id of a check", () => {
  test("stands in its own file, its test and what fixes it, and nowhere else", () => {
    const others = sources.filter((file) => !DECLARES.test(file) && !ENTRIES.test(file) && file !== TRIAL);
    expect(others.length).toBeGreaterThan(800);
    expect(others.flatMap((file) => idsIn(textOf(file)).map((id) => `${file}: ${id}`))).toEqual([]);
  });

  test("stands in exactly one file of the checks", () => {
    const own = sources.filter((file) => file.startsWith("lib/checks/"));
    const found = own.flatMap((file) => idsIn(textOf(file)));
    expect(found.toSorted()).toEqual([...CHECK_IDS].toSorted());
  });

  test("stands once in the file of a trial's ids", () => {
    expect(idsIn(textOf(TRIAL)).toSorted()).toEqual([...TRIAL_IDS].toSorted());
  });

  test("stands in a known error in the list of its checks alone", () => {
    const entries = sources.filter((file) => ENTRIES.test(file));
    expect(entries.length).toBeGreaterThan(30);
    const outside = entries.filter(
      (file) => idsIn(textOf(file).replace(/\bchecks: \[[^\]]*\]/, "")).length > 0,
    );
    expect(outside).toEqual([]);
  });

  test("is known wherever a remedy names one", () => {
    const unknown = sources
      .filter((file) => file.startsWith("lib/repair/remedies/"))
      .flatMap((file) => shapedIn(textOf(file)).map((id) => ({ file, id })))
      .filter(({ id }) => !CHECK_IDS.has(id) && !REMEDY_IDS.has(id));
    expect(unknown).toEqual([]);
  });

  test.each(['id === "role.exists"', "new Set(['slot.lag'])", "`tables.kind`", 'id === "trial.read"'])(
    "is found in %s",
    (text) => {
      expect(idsIn(text)).toHaveLength(1);
    },
  );
});
