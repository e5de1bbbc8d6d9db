import { execFileSync } from "node:child_process";
import { rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const made = (): { folder: string; temporary: string } =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `import { tmpdir } from "node:os";
         import { makeRunFolder } from "./scripts/memory-folder.mjs";
         const folder = makeRunFolder();
         console.log(JSON.stringify({ folder, temporary: tmpdir() }));`,
      ],
      { encoding: "utf8" },
    ),
  );

test("each run has a folder of its own, which is its temporary folder and which Postgres as another user can pass", () => {
  const [one, other] = [made(), made()];
  try {
    expect(one.temporary).toBe(one.folder);
    expect(path.basename(one.folder)).toMatch(/^headroom-run-/);
    expect(other.folder).not.toBe(one.folder);
    expect(statSync(one.folder).mode & 0o777).toBe(0o711);
  } finally {
    for (const { folder } of [one, other]) rmdirSync(folder);
  }
});
