import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { aPlan } from "@/lib/repair/plan/example";
import type { Place } from "@/lib/repair/plan/place";
import { defaultTarget } from "@/lib/target/schema";
import { planOn, planUndoOn } from "@/server/repair/engine/plan";
import { undoing } from "@/server/repair/engine/recipe";
import { runPlan } from "@/server/repair/engine/run";
import { withDatabase, type FaultyDatabase } from "@/server/watched/faults/harness";
import { readUndoFile, writeUndoFile } from "./undo-file";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-undo-real-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SHOP = `
  CREATE TABLE orders (id int PRIMARY KEY); CREATE ROLE shop;
  CREATE PUBLICATION electric_publication_default;`;
const orders = { schema: "public", name: "orders" };

let made = 0;

/** A file whose undo makes these changes; what is forged in its text is what was typed into it. */
function fileOf(
  { name }: FaultyDatabase,
  change: Change,
  forge: (text: string) => string,
  place?: Place,
): string {
  const file = path.join(folder, `${++made}.json`);
  const [step] = aPlan.steps;
  if (step === undefined) throw new Error("The example has no steps.");
  const ran = { ...aPlan, place, steps: [{ ...step, phase: "change" as const, changes: [change] }] };
  writeUndoFile(file, { database: name, host: "127.0.0.1" }, defaultTarget, ran);
  writeFileSync(file, forge(readFileSync(file, "utf8")));
  return file;
}

/** Undoes what a file says, as `apply --undo` does, and returns the state that it ends in, or why it is refused. */
async function undo({ name, login }: FaultyDatabase, file: string): Promise<string> {
  try {
    const { target, ran, madeAt } = readUndoFile(file, name);
    const planned = await planUndoOn(login, target, ran, madeAt);
    if ("connection" in planned) throw new Error("There is no session.");
    const recipe = undoing(target, ran, madeAt);
    const { state, says } = await runPlan({ login, recipe, fingerprint: planned.fingerprint, dry: false });
    return `${state} ${says}`;
  } catch (error) {
    return String(error);
  }
}

const tables = async ({ admin }: FaultyDatabase): Promise<string[]> =>
  (
    await admin.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    )
  ).rows.map(({ name }) => name);

/** Takes effect whatever becomes of the run. */
const EVIL = "COMMIT; DROP TABLE public.orders; CREATE TABLE public.evil (id int); --";

const granted: Change = {
  kind: "privileges",
  on: { type: "table", ...orders },
  column: null,
  grantee: "shop",
  privileges: ["SELECT"],
  grantOption: false,
  from: true,
  to: false,
};
const unpublished: Change = {
  kind: "published",
  publication: "electric_publication_default",
  table: orders,
  from: { filter: "(id > 5)", columns: null },
  to: null,
};

test.each([
  ["a privilege", granted, '"SELECT"', `"SELECT ON public.orders TO shop; ${EVIL}"`],
  ["a filter", unpublished, '"(id > 5)"', `"true); ${EVIL}"`],
])("%s that somebody forged in an undo file runs nothing", (_what, change, honest, forged) =>
  withDatabase({ sql: SHOP }, async (database) => {
    const file = fileOf(database, change, (text) => text.replace(honest, forged));
    expect(readFileSync(file, "utf8")).toContain("DROP TABLE");
    expect(await undo(database, file)).toContain("is not what apply --undo-file writes, or is damaged");
    expect(await tables(database)).toEqual(["orders"]);
  }),
);

test.each([
  ["a privilege", granted],
  ["a filter", unpublished],
])("%s that stands in an undo file as it was written is brought back", (_what, change) =>
  withDatabase({ sql: SHOP }, async (database) => {
    const file = fileOf(database, change, (text) => text);
    expect(await undo(database, file)).toContain("Undone and verified");
  }),
);

test("a file of another server is refused with both servers named, and one of an earlier Headroom is not", () =>
  withDatabase({ sql: SHOP }, (one) =>
    withDatabase({ sql: SHOP, settings: { max_connections: "50" } }, async (other) => {
      const planned = await planOn(one.login, defaultTarget, { kind: "ready" }, {});
      if ("connection" in planned || planned.plan.place === undefined) throw new Error("There is no place.");
      const { place } = planned.plan;
      const here = (text: string) => text.replaceAll(`"${one.name}"`, `"${other.name}"`);
      const moved = fileOf(one, unpublished, here, place);
      expect(await undo(other, moved)).toMatch(
        /^failed Nothing was changed\. That run was on another server: on .* \(system identifier \d+, .* Undo it there\./,
      );
      const { rows } = await other.admin.query("SELECT FROM pg_publication_tables");
      expect(rows).toEqual([]);
      expect(
        await undo(
          one,
          fileOf(one, unpublished, (text) => text, place),
        ),
      ).toContain("Undone and verified");
      expect(await undo(other, fileOf(one, unpublished, here))).toContain("Undone and verified");
    }),
  ));
