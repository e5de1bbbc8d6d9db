import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { judgeTrial } from "@/lib/trial/judge";
import { trialOutcomeSchema } from "@/lib/trial/schema";
import { TrialResult } from "./trial-result";
import type { TrialState } from "./use-trial";

const state = (result: "done" | "failed"): TrialState => {
  const outcomes = [
    trialOutcomeSchema.parse({
      step: "log in",
      result,
      objects: ["electric"],
      ms: 1,
      says: "electric gets no replication session",
      message: 'no pg_hba.conf entry for replication connection from host "10.0.0.9"',
      sqlstate: "28000",
    }),
  ];
  return {
    phase: "done",
    outcomes,
    asked: { statements: false, login: true, pool: false },
    findings: judgeTrial(outcomes),
    causes: [],
    error: "",
  };
};

const shown = (result: "done" | "failed") =>
  renderToStaticMarkup(
    <TrialResult
      state={state(result)}
      databaseId="1"
      role="electric"
      onFailure={<a href="/undo">Undo the run</a>}
    />,
  );

test("a step that failed stands with what the server said, and with the act that is for it", () => {
  const html = shown("failed");
  expect(html).toContain("electric gets no replication session");
  expect(html).toContain("no pg_hba.conf entry for replication connection");
  expect(html).toContain("SQLSTATE 28000");
  expect(html).toContain(">Undo the run<");
});

test("a test that passed offers no act against a failure", () => {
  expect(shown("done")).not.toContain("Undo the run");
});
