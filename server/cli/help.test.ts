import { describe, expect, test } from "vitest";
import { FORM_IDS } from "@/lib/connect/forms";
import { ENVIRONMENTS, STRATEGIES } from "@/lib/target/schema";
import { COMMAND_NAMES, OPTION_NAMES, OPTIONS, optionsOf, rowOf } from "./command-table";
import { completionOf, SHELLS } from "./completion";
import { helpText } from "./help";

describe("the help", () => {
  test("of all names every command, and fits 24 lines of a terminal of 80 columns but for a few", () => {
    const text = helpText(null, 80);
    for (const name of COMMAND_NAMES) expect(text).toContain(`  ${name}`);
    expect(text.split("\n").length).toBeLessThan(40);
  });

  test.each(COMMAND_NAMES)("of %s is about it alone, with its options and exit statuses", (command) => {
    const text = helpText(command, 80);
    expect(text).toContain(`headroom ${command} `);
    expect(text).toContain("Exit status");
    for (const name of OPTION_NAMES)
      expect(new RegExp(`^  (?:-\\w, )?--${name}(?: |$)`, "m").test(text), name).toBe(
        optionsOf(command).includes(name),
      );
  });

  test("is no wider than the terminal", () => {
    for (const width of [40, 80, 120])
      for (const command of [null, ...COMMAND_NAMES])
        for (const line of helpText(command, width).split("\n")) {
          const words = line.trim().split(" ").length;
          if (words > 1) expect(line.length, line).toBeLessThanOrEqual(Math.max(width, 78));
        }
  });
});

test("the values that are completed are those that are taken", () => {
  expect(OPTIONS.strategy.values).toEqual(STRATEGIES);
  expect(OPTIONS.environment.values).toEqual(ENVIRONMENTS);
  expect(OPTIONS.form.values).toEqual(FORM_IDS);
});

describe("completion", () => {
  test.each(SHELLS)("for %s names every command and option", (shell) => {
    const text = completionOf([shell]);
    for (const name of COMMAND_NAMES) expect(text).toContain(name);
    for (const name of OPTION_NAMES) expect(text).toMatch(new RegExp(`(?:--|-l )${name}\\b`));
  });

  test.each([[[]], [["tcsh"]], [["bash", "zsh"]]])("%j is no shell", (words) => {
    expect(() => completionOf(words)).toThrow("Name one shell: headroom completion bash | zsh | fish.");
  });

  test("options of one command are not completed for another", () => {
    expect(rowOf("sql").commands).toEqual(["plan"]);
    expect(completionOf(["bash"])).toMatch(/^ {4}check\) words='(?!.*--sql).*--markdown.*'/m);
  });
});
