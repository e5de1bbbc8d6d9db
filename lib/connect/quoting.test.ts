import { execFileSync } from "node:child_process";
import * as util from "node:util";
import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { hardValue } from "./fixture";
import { doubleQuoted, envLine, shellWord, UnwritableValue } from "./quoting";

describe("a word of a shell", () => {
  test.each(["sh", "bash"])("is the text itself to %s, whatever it holds", (shell) => {
    fc.assert(
      fc.property(fc.array(hardValue, { minLength: 20, maxLength: 40 }), (values) => {
        const script = values.map((value) => `printf '%s\\0' ${shellWord(value)}`).join("\n");
        const said = execFileSync(shell, ["-c", script], { encoding: "utf8" });
        expect(said).toBe(values.map((value) => `${value}\0`).join(""));
      }),
      { numRuns: 15 },
    );
  });

  test("stands bare only where nothing in it is special", () => {
    expect(shellWord("a=b:/c.d")).toBe("a=b:/c.d");
    expect(shellWord("a?b")).toBe("'a?b'");
    expect(shellWord("=ls")).toBe("'=ls'");
    expect(shellWord("")).toBe("''");
    expect(shellWord("it's")).toBe(`'it'\\''s'`);
  });
});

test("a double-quoted text is the same to YAML, TOML and JSON", () => {
  fc.assert(
    fc.property(hardValue, (value) => {
      const quoted = doubleQuoted(value);
      expect(JSON.parse(quoted)).toBe(value);
      expect(parseYaml(quoted)).toBe(value);
      expect(parseToml(`a = ${quoted}`)).toEqual({ a: value });
      // Nothing in it hides, or turns the order of a line round.
      expect(quoted).not.toMatch(/[\p{Cc}\u2028\u202e\ufeff]/u);
    }),
  );
  expect(JSON.parse(doubleQuoted("half \ud83d of one"))).toBe("half \ufffd of one");
});

test("no value with NUL is written, which no environment can hold", () => {
  for (const write of [shellWord, doubleQuoted, (value: string) => envLine("A", value)])
    expect(() => write("a\0b")).toThrow(UnwritableValue);
});

/** Node reads such files from 20.12 on; before, only the refusals are looked at. */
const parseEnv = "parseEnv" in util ? util.parseEnv : null;

test("a line of a file of variables is read back as it was, or is refused", () => {
  let refused = 0;
  fc.assert(
    fc.property(hardValue, (value) => {
      try {
        const line = envLine("A", value);
        expect(line).not.toContain("\n");
        if (parseEnv !== null) expect({ ...parseEnv(`${line}\nB=1\n`) }).toEqual({ A: value, B: "1" });
      } catch (error) {
        if (!(error instanceof UnwritableValue)) throw error;
        refused += 1;
        expect(value).toMatch(/['\r\n]/);
      }
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(0);
});

test("what Electric is given stands bare, which Docker's --env-file needs: it knows no quotes", () => {
  expect(envLine("A", "postgresql://e:p%25@h:5432/d?sslmode=require")).toBe(
    "A=postgresql://e:p%25@h:5432/d?sslmode=require",
  );
  expect(envLine("A", "a b#c$d")).toBe("A='a b#c$d'");
});
