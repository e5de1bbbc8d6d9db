import { expect, test } from "vitest";
import type { ManualStep } from "./schema";
import { layout } from "@/lib/report/layout";
import { manualStepLines } from "./text";

const step: ManualStep = {
  check: "server.wal_level",
  title: "Set wal_level to logical",
  says: "Electric reads the log in its logical form.",
  value: { name: "wal_level", to: "logical", now: "replica", sum: "Logical decoding asks for it." },
  path: ["Clusters", "Parameters"],
  commands: [{ label: "With the command line", text: "pscale parameter set\n  wal_level=logical" }],
  restart: "It restarts the server.",
  source: "PlanetScale docs, cluster configuration",
};
const unpainted = (_: number, text: string) => text;

test("a step says the value with its sum, what it restarts, where to click and what to type", () => {
  expect(layout(manualStepLines([step], unpainted), Number.POSITIVE_INFINITY))
    .toBe(`  - Set wal_level to logical
    Electric reads the log in its logical form.
    wal_level: replica -> logical. Logical decoding asks for it.
    It restarts the server.
    in the console: Clusters > Parameters
    With the command line:
      pscale parameter set
        wal_level=logical
    PlanetScale docs, cluster configuration
`);
});

test("steps of one restart say so once, and what is unset is called empty", () => {
  const other = { ...step, value: { name: "synchronized_standby_slots", to: "", now: "gone", sum: "" } };
  const text = layout(manualStepLines([step, other], unpainted), Number.POSITIVE_INFINITY);
  expect(text.match(/It restarts the server\./g)).toHaveLength(1);
  expect(text).toContain("The same restart as above.");
  expect(text).toContain("gone -> empty.");
});

test("a name with control characters does not move the cursor of a terminal", () => {
  expect(manualStepLines([{ ...step, title: "a\u001b[2Jb" }], unpainted)[0]).not.toContain("\u001b");
});
