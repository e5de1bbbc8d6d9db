import { describe, expect, test } from "vitest";
import { sourceFiles, textOf } from "./sources";
import { swallowsIn } from "./swallows";

/** Every source file of ours, as [path from the root, text]. */
const sources = sourceFiles.map((file): [string, string] => [file, textOf(file)]);

const isTest = (file: string) => /\.test\.tsx?$|\.spec\.ts$|\/testing\//.test(file);
const offenders = (wrong: (file: string, text: string) => boolean) =>
  sources
    .filter(([file, text]) => file !== "scripts/house-rules.test.ts" && wrong(file, text))
    .map(([file]) => file);

describe("the house's own rules", () => {
  test("the walk finds the house", () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  test("no file that is not a test is over 300 lines", () => {
    expect(offenders((file, text) => !isTest(file) && text.split("\n").length > 301)).toEqual([]);
  });

  test("no test is left out, and none asserts a duration", () => {
    const skipped = /\b(test|it|describe)\.(only|skip|todo)\(/;
    const timed =
      /expect\([^)]*(?:performance\.now|Date\.now|elapsed|tookMs|duration)[^)]*\)[\s\S]{0,40}?\.toBe(?:Less|Greater)Than/;
    expect(offenders((file, text) => isTest(file) && (skipped.test(text) || timed.test(text)))).toEqual([]);
  });

  test("no test gives up before the configuration does, so that none fails because a machine is slow", () => {
    const own =
      /vi\.wait(?:For|Until)\(|test\.setTimeout\(|waitForTimeout\(|^\s*\{ timeout: \d|(?:expect|toBe|toHave|toContain|waitFor)[^;]*\{\s*timeout: \d/m;
    const configured = ["server/testing/eventually.ts", "e2e/support/test.ts"];
    const ofTests = (file: string) => isTest(file) || file.startsWith("e2e/");
    expect(offenders((file, text) => ofTests(file) && !configured.includes(file) && own.test(text))).toEqual(
      [],
    );
  });

  test("a new kind of change or right is named by the compiler: no switch there has a default", () => {
    const repair = /^(?:lib\/(?:repair|reach)|server\/repair)\//;
    expect(
      offenders((file, text) => repair.test(file) && !isTest(file) && /^\s*default:/m.test(text)),
    ).toEqual([]);
  });

  test("no doubt is hidden from the compiler or the linter", () => {
    const hidden =
      /@ts-(ignore|expect-error|nocheck)|eslint-disable|\bas any\b|: any[;,)\]>=\[ ]*$|<any>|as unknown as|\bTODO\b|\bFIXME\b/m;
    expect(offenders((_file, text) => hidden.test(text))).toEqual([]);
  });

  test("no error is swallowed: it is named, narrowed or written", () => {
    // The log itself, which has nothing left to write its own failure to.
    const reasoned = ["server/http/log.ts"];
    const places = sources
      .filter(([file]) => !isTest(file) && !file.startsWith("e2e/") && !reasoned.includes(file))
      .flatMap(([file, text]) => swallowsIn(file, text));
    expect(places).toEqual([]);
  });

  test("every module of the server says that it belongs there", () => {
    // Programs of their own and what they share; and what drizzle-kit reads, which knows no such condition.
    const elsewhere = /^server\/(?:(?:cli|launch|embedded)\/|store\/(?:\w+-)?schema\.ts$)/;
    const marked = /^(?:"use server";\s*)?import "server-only";/m;
    const wrong = (file: string, text: string) =>
      file.startsWith("server/") && !isTest(file) && !elsewhere.test(file) && !marked.test(text);
    expect(offenders(wrong)).toEqual([]);
  });

  test("names and values are quoted by the one function for it", () => {
    const own = /escapeIdentifier|escapeLiteral|replaceAll\('"', '""'\)|replaceAll\("'", "''"\)/;
    expect(
      offenders((file, text) => file !== "lib/postgres/identifier.ts" && !isTest(file) && own.test(text)),
    ).toEqual([]);
  });

  test("pages call the API by the one client for it", () => {
    const calls =
      /(?<![.\w])(?:window\.|globalThis\.)?fetch\(|\bnew (?:EventSource|XMLHttpRequest|WebSocket)\b|sendBeacon/;
    const pages = /^(?:app|components)\//;
    const client = "components/api/client.ts";
    expect(offenders((file, text) => pages.test(file) && file !== client && calls.test(text))).toEqual([]);
    expect(textOf(client)).toMatch(calls);
  });

  test("every form is sent by our own code, and never as an address", () => {
    // The search of the documentation is a question, with nothing secret in it, and has no code in the browser.
    // The provider of a test answers with a form of its own, which the test reads.
    const provider = "server/auth/oidc/testing/real-provider.ts";
    const plain = ["components/ui/form.tsx", "components/docs/search-form.tsx", provider];
    expect(offenders((file, text) => !plain.includes(file) && /<form\b/.test(text))).toEqual([]);
  });

  test("no page sets HTML from text", () => {
    expect(offenders((_file, text) => /dangerouslySetInnerHTML|\.innerHTML\s*=/.test(text))).toEqual([]);
  });
});
