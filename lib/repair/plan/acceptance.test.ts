import { expect, test } from "vitest";
import { acceptedSchema, notAccepted, unaccepted, type Acceptance } from "./acceptance";

const about = (id: Acceptance["id"]): Acceptance => ({
  id,
  what: `Warning ${id}.`,
  says: "I accept it.",
  objects: ["a"],
});
const plan = { acceptances: [about("foreign-code"), about("event-triggers")] };

test("every warning that was not named is left to be accepted", () => {
  expect(unaccepted(plan, []).map(({ id }) => id)).toEqual(["foreign-code", "event-triggers"]);
  expect(unaccepted(plan, ["event-triggers"]).map(({ id }) => id)).toEqual(["foreign-code"]);
  expect(unaccepted(plan, ["event-triggers", "foreign-code"])).toEqual([]);
});

test("an id that no plan makes is not accepted", () => {
  expect(acceptedSchema.safeParse(["all"]).success).toBe(false);
});

test("the refusal has each warning and the option of the command line that accepts all of them", () => {
  const says = notAccepted(unaccepted(plan, []));
  expect(says).toContain("Warning foreign-code. Warning event-triggers.");
  expect(says).toContain("--accept foreign-code event-triggers");
});
