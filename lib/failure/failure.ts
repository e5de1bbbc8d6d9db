import type { Connection, FailureKind } from "@/lib/snapshot/connection";
import { loginFailures } from "./login";
import { networkFailures } from "./network";
import { stateFailures } from "./state";
import { place, type FailureRule, type FailureText } from "./text";

const rules: Record<FailureKind, FailureRule> = { ...networkFailures, ...loginFailures, ...stateFailures };

const quoted = (said: string): string => (said === "" ? "" : ` It said: “${said.replace(/\.$/, "")}”.`);

/**
 * Returns what happened, why and what to do, for a session that did not come about; the server's own words stand in
 * `why`. Where it did come about, `what` says so and the rest is empty. The words hold no secret.
 */
export function failureText(connection: Connection): FailureText {
  const { failure, user, database, totalMs } = connection;
  if (failure === null) {
    const what = `Connected to ${database} at ${place(connection)} as ${user} in ${Math.round(totalMs)} ms.`;
    return { what, why: "", next: "" };
  }
  const text = rules[failure.kind](connection);
  // What is closed is named in the text itself.
  return failure.kind === "closed" ? text : { ...text, why: text.why + quoted(failure.said) };
}
