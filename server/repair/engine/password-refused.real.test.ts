import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";
import { newPassword } from "./scram";

const target = targetSchema.parse({ strategy: "manual" });
const READY = { kind: "ready" as const };

/** cases/06: refuses at the commit, as Neon's control plane does with a hashed password: CREATE ROLE itself fires no event trigger. */
const REFUSES = `
  CREATE TABLE items (id int PRIMARY KEY);
  CREATE SCHEMA guard; CREATE TABLE guard.gate (at timestamptz DEFAULT now());
  CREATE FUNCTION guard.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'Received HTTP code 400 from control plane'; END $$;
  CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON guard.gate DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION guard.refuse();
  CREATE FUNCTION guard.fire() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO guard.gate DEFAULT VALUES; END $$;
  CREATE EVENT TRIGGER fire ON ddl_command_end EXECUTE FUNCTION guard.fire();`;

test("a refusal at the commit of a plan that sets a password leads to the provider's console", async () => {
  await withDatabase({ major: 17, sql: REFUSES }, async ({ login, admin }) => {
    const { password, verifier } = newPassword();
    const planned = await planOn(login, target, READY, { verifier });
    if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
    const ended = await runPlan({
      login,
      recipe: repairing(target, READY, { verifier }),
      fingerprint: planned.fingerprint,
      dry: false,
      accepted: ["event-triggers"],
    });
    expect(ended.state).toBe("failed");
    expect(ended.says).toContain("Received HTTP code 400");
    expect(ended.says).toContain("Make the role with its password in the provider's console");
    expect(ended.says).not.toContain(password);
    expect(ended.says).not.toContain(verifier);
    const { rows } = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = 'electric'");
    expect(rows).toEqual([]);
  });
});
