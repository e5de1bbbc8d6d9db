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
  /** The file whose tests run now. */
  #file = null;

  printsToStdio() {
    return false;
  }

  #enter(file) {
    if (file === this.#file) return;
    if (this.#file !== null) tell({ kind: "end", file: this.#file });
    this.#file = file;
    if (file !== null) tell({ kind: "begin", file });
  }

  onTestBegin(test) {
    this.#enter(fromRoot(test.location.file));
  }

  onTestEnd(test, result) {
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
    this.#enter(null);
  }
}
