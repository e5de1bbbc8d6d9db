import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { logIn, withRules } from "../../watched/testing/access-rules";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";
import { newPassword } from "./scram";

const target = targetSchema.parse({ environment: "development" });
const wanted = { kind: "checks" as const, checks: ["role.password"] };

test.each([14, 18] as const)(
  "a repair on %i gives a role without a password one that the server takes, and is verified by the access rules",
  async (major) => {
    const sql = "CREATE ROLE electric LOGIN REPLICATION";
    await withDatabase({ major, sql }, async ({ admin, login, name, port, findingOf }) => {
      await withRules(admin, "host all all all scram-sha-256", async () => {
        expect((await findingOf("role.password")).status).toBe("fail");
        const { password, verifier } = newPassword();
        const planned = await planOn(login, target, wanted, { verifier });
        if ("connection" in planned) throw new Error("no session");
        const { plan, fingerprint } = planned;
        expect(plan.promises).toContainEqual({ check: "role.password", when: "commit" });
        const recipe = repairing(target, wanted, { verifier });
        const ended = await runPlan({ login, recipe, fingerprint, dry: false });
        expect(ended.state, ended.says).toBe("applied");
        expect((await findingOf("role.password")).status).toBe("pass");
        const attempt = {
          port,
          database: name,
          user: "electric",
          password,
          encrypted: false,
          from: "127.0.0.1",
        };
        expect(await logIn({ ...attempt, replication: true })).toBe("in");
      });
    });
  },
);
