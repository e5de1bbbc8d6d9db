/*
 * What a step of `npm test` came to: how many tests passed, and each failure with its file, name and message.
 *
 *   Outcome = { code, signal, stopped }   how a program ended; `stopped` says why we stopped it, null where it ended
 *                                         by itself
 *   Failure = { file | null, name, message }
 *   Tally   = { passed, failures: Failure[] }
 */

const failure = (file, name, message) => ({ file, name, message });

/** Says how a program ended. */
export const endOf = ({ code, signal, error }) =>
  error ?? (signal === null ? `It ended with code ${code}.` : `It was ended by ${signal}.`);

/** Returns the tally of a program that passes or fails as a whole; `output` is the end of what it printed. */
export function tallyOfProgram(name, outcome, output) {
  if (outcome.stopped === null && outcome.code === 0) return { passed: 1, failures: [] };
  const why = outcome.stopped ?? endOf(outcome);
  return { passed: 0, failures: [failure(null, name, [why, output].filter(Boolean).join("\n"))] };
}

/** Returns the names of the files that began and did not end. */
export function openFiles(events) {
  const ended = new Set(events.filter(({ kind }) => kind === "end").map(({ file }) => file));
  const begun = events.filter(({ kind }) => kind === "begin").map(({ file }) => file);
  return [...new Set(begun)].filter((file) => !ended.has(file));
}

/**
 * Returns the tally of a test program by its events. A program that was stopped, crashed, or ended badly without a
 * failed test has failed, whatever passed before; so has one that found no test.
 */
export function tallyOfTests(name, outcome, events, output) {
  const tests = events.filter(({ kind }) => kind === "test");
  const failures = [
    ...tests.filter(({ failed }) => failed),
    ...events.filter(({ kind }) => kind === "error"),
  ].map((event) => failure(event.file, event.name, event.message));
  const passed = tests.filter(({ failed }) => !failed).length;
  const open = openFiles(events);
  if (outcome.stopped !== null) {
    const where = open.length === 0 ? [] : [`Not at their end: ${open.join(", ")}.`];
    failures.push(failure(null, name, [outcome.stopped, ...where].join("\n")));
  } else if (outcome.code !== 0 && open.length > 0) {
    for (const file of open)
      failures.push(failure(file, "the file itself", `It did not end. ${endOf(outcome)}`));
  } else if (outcome.code !== 0 && failures.length === 0) {
    failures.push(failure(null, name, `${endOf(outcome)} No test failed.\n${output}`));
  } else if (outcome.code === 0 && passed + failures.length === 0) {
    failures.push(failure(null, name, "It found no test."));
  }
  return { passed, failures };
}

/** Returns the files that have a failure, each once. */
export const failedFiles = ({ failures }) => [
  ...new Set(failures.map(({ file }) => file).filter((file) => file !== null)),
];

/**
 * Returns a first tally in which a file's part is replaced by that of a second run of the file by itself, and the
 * failures that the second run did not have, which are flaky. A test that failed both times shows both messages.
 */
export function tallyAfterAgain(first, events, file, second) {
  const before = first.failures.filter((one) => one.file === file);
  const passedBefore = events.filter((one) => one.kind === "test" && one.file === file && !one.failed).length;
  const failures = second.failures.map((one) => {
    const earlier = before.filter(({ name }) => name === one.name);
    const told = (earlier.length > 0 ? earlier : before)
      .map(({ name, message }) => `${name}: ${message}`)
      .join("\n");
    return { ...one, file, message: `${one.message}\nThe first time: ${told}` };
  });
  return {
    passed: first.passed - passedBefore + second.passed,
    failures: [...first.failures.filter((one) => one.file !== file), ...failures],
    flaky: second.failures.length === 0 ? before : [],
  };
}
