import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";

/**
 * Runs every case of the repairs' proof, of which `npm test` runs a sample, and the long walks on every version. Prints what
 * came of the cases as the tables of docs/reliability.md. `npm run test:matrix -- 7` takes another seed than 1.
 */
requireNode("Testing Headroom", TESTS_RUN_ON);
process.chdir(root);
await ensureInstalled();

const seed = process.argv[2] ?? "1";
const folder = mkdtempSync(path.join(tmpdir(), "headroom-matrix-"));
const report = path.join(folder, "report");

/** The files whose cases or versions are a sample in `npm test`. */
const files = readdirSync("server", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".real.test.ts"))
  .map((name) => path.join("server", name))
  .filter((name) => /HEADROOM_MATRIX|versionsFor\(/.test(readFileSync(name, "utf8")));
const began = Date.now();
const { status } = spawnSync(
  process.execPath,
  [
    path.join("node_modules", "vitest", "vitest.mjs"),
    ...["run", "--project", "integration", "--reporter=dot"],
    ...files,
  ],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      HEADROOM_MATRIX: "all",
      HEADROOM_MATRIX_SEED: seed,
      HEADROOM_MATRIX_REPORT: report,
    },
  },
);
const minutes = (Date.now() - began) / 60_000;

const read = (name) => {
  const file = `${report}.${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
};
const lines = [14, 15, 16, 17, 18].flatMap((major) => read(major) ?? []);
const kills = read("kills") ?? {};
rmSync(folder, { recursive: true, force: true });

const KINDS = ["applied", "said", "failed"];
const countOf = (some) => KINDS.map((kind) => some.filter((line) => line.kind === kind).length);
const unique = (key) => [...new Set(lines.map((line) => line[key]))];
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

console.log(
  `\n${new Date().toISOString().slice(0, 10)}, seed ${seed}: ${lines.length} cases in ${minutes.toFixed(1)} minutes; applied and undone / said beforehand / failed\n`,
);
row(["admin", "strategy", ...unique("major").map((major) => `Postgres ${major}`), "all"]);
row(["---", "---", ...unique("major").map(() => "---"), "---"]);
for (const admin of unique("admin"))
  for (const strategy of unique("strategy")) {
    const some = lines.filter((line) => line.admin === admin && line.strategy === strategy);
    const cells = unique("major").map((major) =>
      countOf(some.filter((line) => line.major === major)).join(" / "),
    );
    row([admin, strategy, ...cells, countOf(some).join(" / ")]);
  }
row([
  "all",
  "",
  ...unique("major").map((major) => countOf(lines.filter((line) => line.major === major)).join(" / ")),
  countOf(lines).join(" / "),
]);
for (const suggested of [true, false])
  row([
    suggested ? "as suggested" : "otherwise chosen",
    "",
    ...unique("major").map((major) =>
      countOf(lines.filter((line) => line.major === major && line.suggested === suggested)).join(" / "),
    ),
    countOf(lines.filter((line) => line.suggested === suggested)).join(" / "),
  ]);

console.log("");
const CLEANED = {
  applied: "applied and undone",
  said: "said beforehand",
  "for good": "applied, undo said to be a superuser's",
};
row(["clean-up of a repaired database", ...unique("major").map((major) => `Postgres ${major}`), "all"]);
row(["---", ...unique("major").map(() => "---"), "---"]);
for (const [key, words] of Object.entries(CLEANED)) {
  const some = lines.filter(({ cleaned }) => cleaned === key);
  row([
    words,
    ...unique("major").map((major) => some.filter((line) => line.major === major).length),
    some.length,
  ]);
}

console.log("");
row(["killed", "times", "recorded as"]);
row(["---", "---", "---"]);
for (const [how, outcomes] of Object.entries(kills)) {
  const times = Object.values(outcomes).reduce((sum, number) => sum + number, 0);
  row([
    how,
    times,
    Object.entries(outcomes)
      .map(([state, number]) => `${state} ${number}`)
      .join(", "),
  ]);
}

for (const { major, admin, strategy, name, detail } of lines.filter(({ kind }) => kind === "failed"))
  console.log(`\nfailed: Postgres ${major}, ${admin}, ${strategy}, ${name}\n${detail}`);
process.exitCode = status ?? 1;
