import { fromRoot, plainMessage, tell } from "./events.mjs";

/** Returns the text of an error as vitest hands it over: what it says, the difference, and the place in our sources. */
function textOf({ name, message, diff, stack, stacks }) {
  const [place] = stacks ?? [];
  const at = place
    ? `at ${fromRoot(place.file)}:${place.line}:${place.column}`
    : String(stack ?? "")
        .split("\n")
        .find((line) => /^\s+at /.test(line) && !line.includes("node_modules"))
        ?.trim();
  return plainMessage(
    [message ? `${name ?? "Error"}: ${message}` : stack, diff, at].filter(Boolean).join("\n"),
  );
}

const textsOf = (errors) => errors.map(textOf).join("\n\n") || "It failed without an error.";

/** Writes the events of a vitest run (events.mjs) and prints each failure as soon as it is known. */
export default class Events {
  onTestModuleStart(module) {
    tell({ kind: "begin", file: fromRoot(module.moduleId) });
  }

  onTestCaseResult(test) {
    const { state, errors } = test.result();
    if (state === "skipped" || state === "pending") return;
    const failed = state === "failed";
    const message = failed ? textsOf(errors ?? []) : "";
    tell({ kind: "test", file: fromRoot(test.module.moduleId), name: test.fullName, failed, message });
  }

  onTestSuiteResult(suite) {
    this.#outside(suite.module, suite.fullName, suite.errors());
  }

  onTestModuleEnd(module) {
    this.#outside(module, "the file itself", module.errors());
    tell({ kind: "end", file: fromRoot(module.moduleId) });
  }

  onTestRunEnd(_modules, unhandled) {
    for (const error of unhandled) {
      const file = error.VITEST_TEST_PATH === undefined ? null : fromRoot(error.VITEST_TEST_PATH);
      tell({ kind: "error", file, name: "an error outside every test", message: textOf(error) });
    }
  }

  #outside(module, name, errors) {
    if (errors.length > 0)
      tell({ kind: "error", file: fromRoot(module.moduleId), name, message: textsOf(errors) });
  }
}
