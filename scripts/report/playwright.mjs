import { fromRoot, plainMessage, tell } from "./events.mjs";

const textOf = ({ message, value, location }) =>
  [
    message ?? value ?? "It failed without an error.",
    location && `at ${fromRoot(location.file)}:${location.line}`,
  ]
    .filter(Boolean)
    .join("\n");

/** Writes the events of a Playwright run (events.mjs) and prints each failure as soon as it is known. */
export default class Events {
  /** How many tests of each file have not ended. Files run side by side. */
  #left = new Map();
  /** The files that began and did not end. */
  #open = new Set();

  printsToStdio() {
    return false;
  }

  onBegin(_config, suite) {
    for (const test of suite.allTests()) {
      const file = fromRoot(test.location.file);
      this.#left.set(file, (this.#left.get(file) ?? 0) + 1);
    }
  }

  #end(file) {
    if (this.#open.delete(file)) tell({ kind: "end", file });
  }

  onTestBegin(test) {
    const file = fromRoot(test.location.file);
    if (this.#open.has(file)) return;
    this.#open.add(file);
    tell({ kind: "begin", file });
  }

  onTestEnd(test, result) {
    this.#tellResult(test, result);
    const file = fromRoot(test.location.file);
    const left = (this.#left.get(file) ?? 0) - 1;
    this.#left.set(file, left);
    if (left === 0) this.#end(file);
  }

  #tellResult(test, result) {
    if (result.status === "skipped") return;
    const failed = result.status !== test.expectedStatus;
    const message = failed ? plainMessage([result.status, ...result.errors.map(textOf)].join("\n")) : "";
    // The first three are the root, the project and the file.
    const name = test.titlePath().slice(3).join(" > ");
    tell({ kind: "test", file: fromRoot(test.location.file), name, failed, message });
  }

  onError(error) {
    tell({
      kind: "error",
      file: null,
      name: "an error outside every test",
      message: plainMessage(textOf(error)),
    });
  }

  onEnd() {
    for (const file of this.#open) this.#end(file);
  }
}
