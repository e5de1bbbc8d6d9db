import { rmSync } from "node:fs";
import path from "node:path";
import { startProgram } from "./program.mjs";
import { EVENTS, plainMessage, readEvents } from "./report/events.mjs";
import { failedFiles, tallyAfterAgain, tallyOfProgram, tallyOfTests } from "./tally.mjs";

/** The end of an output that is shown with a failure that names no test, in characters. */
const TAIL = 8_000;

/** Returns a writer that passes whole lines on, without those that match `hide` and with `prefix` before each. */
function lineWriter(print, prefix, hide) {
  let rest = "";
  const out = (line) => (hide?.test(line) ? undefined : print(`${prefix}${line}\n`));
  return {
    write(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(out);
    },
    end() {
      if (rest !== "") out(rest);
      rest = "";
    },
  };
}

/**
 * Runs the steps of `npm test` and adds up what they came to.
 *
 *   Step = { name, command, env?, hide?, tests?: { again?: (file) => command } }
 *
 * A step with `tests` writes events (report/events.mjs), and a file of it that failed is run by itself once more where
 * there is `again`. Any other step is one test. `print` takes text for the terminal, `folder` takes the events.
 */
export class Steps {
  #print;
  #folder;
  #limits;
  #running = new Set();
  #stopped = null;
  #programs = 0;
  #results = [];

  constructor({ print, folder, limits = {} }) {
    this.#print = print;
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Runs steps side by side, or none of them once `stop` was called. */
  async run(steps) {
    if (this.#stopped !== null) return;
    const prefixed = steps.length > 1;
    await Promise.all(steps.map((step) => this.#runStep(step, prefixed)));
  }

  /** Stops all that runs, and lets nothing begin any more. Called once more it kills. */
  stop(reason) {
    this.#stopped ??= reason;
    for (const program of this.#running) program.stop(reason);
  }

  /** Returns `{ name, passed, failures, flaky, ms }` of each step that began, in the order of their ends. */
  get results() {
    return this.#results;
  }

  async #runStep(step, prefixed) {
    const began = Date.now();
    const first = await this.#runProgram(step, step.command, prefixed);
    let tally = { ...first.tally, flaky: [] };
    const again = step.tests?.again;
    // A step that was stopped is over: what it had still to do is not done by another way.
    for (const file of again && first.outcome.stopped === null ? failedFiles(first.tally) : []) {
      if (this.#stopped !== null) break;
      this.#print(`\n── ${step.name}: ${file} once more, by itself\n`);
      const second = await this.#runProgram(step, again(file), prefixed);
      const { passed, failures, flaky } = tallyAfterAgain(tally, first.events, file, second.tally);
      tally = { passed, failures, flaky: [...tally.flaky, ...flaky] };
    }
    const ms = Date.now() - began;
    this.#results.push({ name: step.name, ...tally, ms });
    if (prefixed) this.#print(`${step.name} │ ended after ${(ms / 1000).toFixed(0)} s\n`);
  }

  async #runProgram({ name, env, hide, tests }, command, prefixed) {
    if (!prefixed) this.#print(`\n── ${name}\n`);
    const writer = lineWriter(this.#print, prefixed ? `${name} │ ` : "", hide);
    const shown = [];
    const keep = lineWriter((line) => shown.push(line), "", hide);
    const events = path.join(this.#folder, `${(this.#programs += 1)}.events`);
    const program = startProgram({
      command,
      env: { ...env, [EVENTS]: events },
      ...this.#limits,
      onOutput(text) {
        writer.write(text);
        keep.write(text);
      },
    });
    this.#running.add(program);
    const outcome = await program.ended;
    this.#running.delete(program);
    for (const one of [writer, keep]) one.end();
    const output = plainMessage(shown.join("").slice(-TAIL));
    const seen = tests ? readEvents(events) : [];
    rmSync(events, { force: true });
    const tally = tests ? tallyOfTests(name, outcome, seen, output) : tallyOfProgram(name, outcome, output);
    return { outcome, events: seen, tally };
  }
}
