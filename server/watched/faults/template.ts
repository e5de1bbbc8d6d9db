import "server-only";
import { execFile } from "node:child_process";
import { chownSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { initCluster, type ClusterOptions } from "@/server/embedded/cluster";
import { changeIdentity } from "./identity";

/** Returns the folder that the integration tests of one run share (scripts/vitest-templates.ts); none without it. */
export const sharedFolder = (): string | undefined => process.env.HEADROOM_TEST_TEMPLATES;

/** Gives everything below a folder to the owner of another one: Postgres may run as another user than the tests. */
function giveTo(owner: { uid: number; gid: number }, folder: string): void {
  const { uid, gid } = statSync(folder);
  if (uid === owner.uid && gid === owner.gid) return;
  for (const name of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })])
    chownSync(path.join(folder, name), owner.uid, owner.gid);
}

/** Two files may make the same template at once: it is made under a name of its own, and the first one stays. */
async function makeTemplate(template: string, options: ClusterOptions): Promise<void> {
  const draft = `${template}.${process.pid}`;
  await initCluster({ ...options, dataDir: draft });
  try {
    await rename(draft, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
    rmSync(draft, { recursive: true });
  }
}

/**
 * Makes a data directory where there is none, in a run of the integration tests as a copy of one that initdb made once for
 * all test files, in a twentieth of the time. Copies share their system identifier but for `sibling`, which tells apart the
 * clusters of one test file, so that no two of them are taken for one server.
 */
export async function copyCluster(options: ClusterOptions, sibling: number): Promise<void> {
  const folder = sharedFolder();
  // A password or the loss of pages at a power cut is a matter of its own cluster.
  if (folder === undefined || options.password !== undefined || options.settings?.fsync !== "off")
    return initCluster(options);
  const template = path.join(folder, `${options.major}-${options.superuser}`);
  if (!existsSync(template)) await makeTemplate(template, options);
  // A program: copying a thousand files in Node takes six times the processor time.
  await promisify(execFile)("cp", ["-R", template, options.dataDir]);
  if (sibling > 0) changeIdentity(options.dataDir, sibling);
  giveTo(statSync(template), options.dataDir);
}
