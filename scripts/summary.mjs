const minutes = (ms) => (ms < 60_000 ? `${(ms / 1000).toFixed(0)} s` : `${(ms / 60_000).toFixed(1)} min`);

const indented = (text) => text.replaceAll(/^/gm, "     ");

/** Returns where a failure is: step, file and test. */
const placeOf = ({ name }, failure) =>
  [name, failure.file, failure.name === name ? null : failure.name].filter(Boolean).join(" › ");

/**
 * Returns the end of `npm test` as lines: each failure with its file, name and message, the flaky tests, the steps, and
 * the totals as the last line. `results` are those of Steps; `stopped` says why the run was stopped, null where it was not;
 * `waiting` names the steps that did not begin.
 */
export function summary({ results, stopped = null, waiting = [] }) {
  const all = (key) => results.flatMap((result) => result[key].map((failure) => [result, failure]));
  const failures = all("failures");
  const flaky = all("flaky");
  const lines = [];
  if (failures.length > 0) lines.push("", `Failures (${failures.length}):`);
  failures.forEach(([result, failure], at) =>
    lines.push(`${at + 1}. ${placeOf(result, failure)}`, indented(failure.message)),
  );
  if (flaky.length > 0)
    lines.push("", "Flaky: failed, and passed when the file was run once more by itself:");
  for (const [result, failure] of flaky)
    lines.push(`flaky: ${placeOf(result, failure)}`, indented(failure.message));
  lines.push("");
  for (const { name, passed, failures, ms } of results)
    lines.push(`${name}: ${passed} passed, ${failures.length} failed, ${minutes(ms)}`);
  for (const name of waiting) lines.push(`${name}: not run`);
  // Nothing may look whole that is not: a run that was stopped between two steps has no failure of its own.
  const cut = stopped !== null && failures.length === 0 ? 1 : 0;
  if (stopped !== null) lines.push(stopped);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  lines.push(`${passed} passed, ${failures.length + cut} failed`);
  return lines;
}
