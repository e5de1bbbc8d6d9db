import "server-only";
import { DatabaseError, type Client } from "pg";
import { expect } from "vitest";
import type { Plan } from "@/lib/repair/plan/schema";
import { targetSchema, type Strategy, type Target } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { withDatabase } from "@/server/watched/faults/harness";
import type { Login } from "@/server/watched/login";
import { planOn, planUndoOn, type Planned } from "../plan";
import { repairing, undoing, type ChoicesInput } from "../recipe";
import { runPlan } from "../run";
import { makeAdmin, type AdminKind } from "./admins";
import type { Broken } from "./broken";
import { dumpCatalogue } from "./dump";
import { measureReach } from "./reach";
import { expectAgreement, expectPrediction, expectRule } from "./reach-rule";
import { troubleIn, workOfAll } from "./workload";

export type Case = {
  major: Major;
  admin: AdminKind;
  strategy: Strategy;
  broken: Broken;
  /** Choices of the admin other than those suggested. */
  choices: ChoicesInput;
  /** Whether Electric is also cleaned up after, and that undone, before the repair is. */
  cleans: boolean;
};

/** `for good`: applied, and said beforehand that the same role cannot undo it. */
export type HowCleaned = "applied" | "said" | "for good";

/** Applied and undone, or said beforehand that it cannot be; anything else is thrown. */
export type Outcome =
  { kind: "applied"; steps: number; cleaned: HowCleaned | null } | { kind: "said"; missing: string[] };

const RIGHT =
  /superuser|CREATEROLE|REPLICATION|BYPASSRLS|ADMIN OPTION|NOINHERIT|GRANT|CREATE|owner|own|member|role/;

function reached<T>(planned: T | { connection: unknown }): T {
  if (typeof planned === "object" && planned !== null && "connection" in planned && !("plan" in planned))
    throw new Error(`No session: ${JSON.stringify(planned.connection)}`);
  return planned as T;
}

/**
 * Returns whether Postgres itself refuses a plan that says that something is missing: run by hand, a statement of it fails
 * or only warns. Rolled back. A plan that Postgres would have run was refused for nothing.
 */
async function isRefused(client: Client, { steps }: Plan): Promise<boolean> {
  let warned = false;
  const hear = ({ code }: { code?: string | undefined }) => {
    warned ||= code === "01007" || code === "01006";
  };
  client.on("notice", hear);
  await client.query("BEGIN");
  try {
    for (const step of steps)
      if (step.phase !== "after") for (const statement of step.statements) await client.query(statement);
    return warned;
  } catch (error) {
    if (error instanceof DatabaseError) return true;
    throw error;
  } finally {
    client.off("notice", hear);
    await client.query("ROLLBACK");
  }
}

/**
 * Checks that a plan which says that something is missing is refused, and with reason: Postgres refuses it too, except where
 * the refusal is a rule of Headroom's own.
 */
async function expectRefused(
  run: Parameters<typeof runPlan>[0],
  plan: Plan,
  client: Client,
  what: string,
): Promise<string[]> {
  const refused = await runPlan(run);
  expect(refused.state, `${what}: ${refused.says}`).toBe("failed");
  const missing = plan.missing.map(({ what: lacks, who }) => `${lacks} ${who}`);
  const postgres = plan.missing.filter(({ rule }) => rule === undefined);
  if (postgres.length > 0)
    expect(await isRefused(client, plan), `${what} refused for nothing: ${missing.join(" ")}`).toBe(true);
  return missing;
}

/**
 * Returns the plan with every role allowed that the first one would have opened something to and refused to by default, where
 * nothing else is missing. That it refused is Headroom's rule, not Postgres'.
 */
async function allowed(
  asked: Planned,
  choices: ChoicesInput,
  plan: (choices: ChoicesInput) => ReturnType<typeof planOn>,
): Promise<{ planned: Planned; chosen: ChoicesInput }> {
  const { missing } = asked.plan;
  const openTo = missing.flatMap((one) => one.openTo ?? []);
  if (openTo.length === 0) return { planned: asked, chosen: choices };
  const chosen = { ...choices, openTo };
  const planned = reached<Planned>(await plan(chosen));
  expect(planned.plan.missing.filter((one) => one.openTo !== undefined)).toEqual([]);
  return { planned, chosen };
}

/** Everything that a plan asks to be accepted. */
const acceptedOf = ({ acceptances }: Plan) => acceptances.map(({ id }) => id);

/** Checks that a plan promised, or that it left failing without a word. */
function unkept({ plan }: { plan: Plan }, after: Planned): string[] {
  const promised = new Set(plan.promises.map(({ check }) => check));
  const left = new Set(plan.leaves.map(({ check }) => check));
  return after.findings
    .filter(({ id, status }) =>
      promised.has(id)
        ? status !== "pass" && status !== "not applicable"
        : status === "fail" && !left.has(id),
    )
    .map(({ id, status, found }) => `${id} is ${status}: ${found}`);
}

type Cleaned = {
  login: Login;
  superuser: Client;
  session: (role: string) => Promise<Client>;
  user: string;
  target: Target;
  broken: Broken;
  /** Results of each role's work before. */
  worked: Awaited<ReturnType<typeof workOfAll>>;
};

/**
 * Takes a repaired database through the end of Electric and back: the role and the publication are gone, all other roles
 * work as before, and the undo leaves the catalogue as it was; or the plan says beforehand what stands against it.
 */
async function cleanUpAndBack({
  login,
  superuser,
  session,
  user,
  target,
  broken,
  worked,
}: Cleaned): Promise<HowCleaned> {
  const before = await dumpCatalogue(superuser);
  const measured = await measureReach(superuser);
  const wanted = { kind: "clean-up" as const };
  const { plan, fingerprint } = reached<Planned>(await planOn(login, target, wanted, {}));
  const run = {
    login,
    recipe: repairing(target, wanted, {}),
    fingerprint,
    dry: false,
    pauses: [],
    accepted: acceptedOf(plan),
  };
  if (plan.missing.length > 0) {
    await expectRefused(run, plan, await session(user), "clean-up");
    return "said";
  }
  const ended = await runPlan(run);
  expect(ended.state, `clean-up: ${ended.says}`).toBe("applied");
  const role = await superuser.query("SELECT FROM pg_roles WHERE rolname = $1", [target.role]);
  expect(role.rowCount, "the role after the clean-up").toBe(0);
  expectRule(plan, measured, await measureReach(superuser), target.role, { chosen: true });
  if (!plan.consequences.some((sentence) => sentence.startsWith("Row security begins to filter"))) {
    const { [target.role]: _own, ...others } = worked;
    const { [target.role]: _electrics, ...jobs } = broken.jobs;
    expect(await workOfAll(session, { ...broken, jobs }), "work after the clean-up").toEqual(others);
  }
  const ran = ended.plan ?? plan;
  const back = reached<Planned>(await planUndoOn(login, target, ran, "case"));
  const missing = back.plan.missing.map(({ what, who }) => `${what} ${who}`);
  if (plan.consequences.some((sentence) => sentence.includes("cannot undo this"))) {
    expect(missing).not.toEqual([]);
    return "for good";
  }
  expect(missing, "missing for the undo of the clean-up").toEqual([]);
  const undone = await runPlan({
    ...run,
    recipe: undoing(target, ran, "case"),
    fingerprint: back.fingerprint,
    accepted: acceptedOf(back.plan),
  });
  expect(undone.state, `undo of the clean-up: ${undone.says}`).toBe("applied");
  expect(await dumpCatalogue(superuser), "after the undo of the clean-up").toEqual(before);
  return "applied";
}

/**
 * Takes one broken database through a repair and back: the plan either says beforehand what is missing, or it applies,
 * what it promised holds, all roles work as before, and its undo leaves the catalogue as it was.
 */
export function runCase({ major, admin, strategy, broken, choices, cleans }: Case): Promise<Outcome> {
  return withDatabase({ major, sql: broken.sql }, async ({ admin: superuser, session, login }) => {
    const user = await makeAdmin(admin, superuser, broken, major);
    const target = targetSchema.parse({ ...broken.target, strategy });
    const as = { ...login, user };
    const before = await dumpCatalogue(superuser);
    const works = () => workOfAll(session, broken);
    const worked = await works();
    expect(troubleIn(worked), "before anything").toEqual([]);

    const wanted = { kind: "ready" as const };
    const asked = reached<Planned>(await planOn(as, target, wanted, choices));
    const { planned, chosen } = await allowed(asked, choices, (more) => planOn(as, target, wanted, more));
    const { plan, fingerprint } = planned;
    const measured = await measureReach(superuser);
    expectAgreement(planned, measured, target.role, "lib/reach before the plan");
    const run = {
      login: as,
      recipe: repairing(target, wanted, chosen),
      fingerprint,
      dry: false,
      pauses: [],
      accepted: acceptedOf(plan),
    };
    if (plan.missing.length > 0) {
      const missing = await expectRefused(run, plan, await session(user), "repair");
      expect(await dumpCatalogue(superuser), "nothing ran").toEqual(before);
      for (const text of missing) expect(text).toMatch(RIGHT);
      return { kind: "said", missing };
    }
    const rehearsed = await runPlan({ ...run, dry: true });
    expect(rehearsed.state, `dry run: ${rehearsed.says}`).toBe("rehearsed");
    expect(await dumpCatalogue(superuser), "after the dry run").toEqual(before);
    const applied = await runPlan(run);
    expect(applied.state, applied.says).toBe("applied");
    const after = reached<Planned>(await planOn(as, target, wanted, chosen));
    expect(unkept(planned, after), "promises").toEqual([]);
    const measuredAfter = await measureReach(superuser);
    expectPrediction(planned, applied.plan ?? plan, after, measuredAfter, target.role);
    expectAgreement(after, measuredAfter, target.role, "lib/reach of what the plan left");
    expectRule(plan, measured, measuredAfter, target.role, {
      chosen: chosen.formerOwner === "membership" || (chosen.openTo ?? []).length > 0,
    });
    // Where grants were chosen against what is suggested the plan said what they do not spare.
    if (!plan.consequences.some((sentence) => sentence.startsWith("Row security begins to filter")))
      expect(await works(), "work after the repair").toEqual(worked);

    const cleaned = cleans
      ? await cleanUpAndBack({ login: as, superuser, session, user, target, broken, worked })
      : null;

    if (cleaned === "for good") return { kind: "applied", steps: plan.steps.length, cleaned };
    const ran = applied.plan ?? plan;
    const back = reached<Planned>(await planUndoOn(as, target, ran, "case"));
    expect(
      back.plan.missing.map(({ what, who }) => `${what} ${who}`),
      "missing for the undo",
    ).toEqual([]);
    const undone = await runPlan({
      ...run,
      recipe: undoing(target, ran, "case"),
      fingerprint: back.fingerprint,
      accepted: acceptedOf(back.plan),
    });
    expect(undone.state, `undo: ${undone.says}`).toBe("applied");
    expect(await dumpCatalogue(superuser), "after the undo").toEqual(before);
    expect(await works(), "work after the undo").toEqual(worked);
    return { kind: "applied", steps: plan.steps.length, cleaned };
  });
}
