import { z } from "zod";
import { firing, noData, pageOf, quiet } from "../reading";
import { defineKind, eachDatabase } from "./define";

/** Every check, instead of one. */
export const ANY_CHECK = "any";

const check = z
  .string()
  .max(100)
  .regex(/^any$|^[a-z_]+\.[a-z_]+$/, "The id of a check, such as slot.lag, or any.");

const schema = z.object({ kind: z.literal("check-failing"), check });

export const checkFailing = defineKind({
  title: "Check failing",
  explains: "A check, or any of them, fails in the latest check run, for as long as the rule says.",
  subject: "database",
  reads: "check",
  severity: "warning",
  schema,
  defaults: { kind: "check-failing", check: ANY_CHECK },
  sentence: (condition) =>
    condition.check === ANY_CHECK ? "Any check failing" : `Check ${condition.check} failing`,
  judge: eachDatabase((condition: z.output<typeof schema>, database) => {
    const { check: latest, id } = database;
    if (latest === null) return noData("It was not checked yet.");
    const failing = Object.entries(latest.statuses)
      .filter(
        ([name, status]) => status === "fail" && (condition.check === ANY_CHECK || condition.check === name),
      )
      .map(([name]) => name);
    const [first] = failing;
    if (first !== undefined) {
      const found = latest.next?.id === first ? ` ${latest.next.found}.` : "";
      return firing(
        failing.length === 1 ? "1 check fails" : `${failing.length} checks fail`,
        `${failing.slice(0, 3).join(", ")}${failing.length > 3 ? " and others" : ""}.${found}`,
        { says: "Open the finding", path: `${pageOf(id, "readiness")}?check=${encodeURIComponent(first)}` },
      );
    }
    if (condition.check !== ANY_CHECK) {
      const status = latest.statuses[condition.check];
      if (status === undefined || status === "unknown") return noData(`${condition.check} could not look.`);
    } else if (!latest.reached) return noData("The last check run did not reach it.");
    return quiet("It does not fail.");
  }),
});
