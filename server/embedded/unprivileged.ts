import { execFileSync, spawnSync } from "node:child_process";

/** How to run a program that refuses to be root: what to put before it, and as whom. */
export type Disguise = { before: string[]; uid?: number; gid?: number };

const UNSHARE = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];

let known: Disguise | undefined;

/**
 * Returns how Postgres, which refuses to run as root, can be run by this process: as it is; as root in a user
 * namespace (which keeps root's access to files below a 0700 folder); or, where namespaces are forbidden, as `nobody`.
 * @throws Error when neither works
 */
export function disguise(): Disguise {
  return (known ??= findDisguise());
}

function findDisguise(): Disguise {
  if (process.getuid?.() !== 0) return { before: [] };
  if (spawnSync("unshare", [...UNSHARE.slice(1), "true"]).status === 0) return { before: UNSHARE };
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
    return { before: [], uid: id("-u"), gid: id("-g") };
  } catch {
    throw new Error(
      "Postgres refuses to run as root, and this machine has no `nobody` to run it as. Start as an ordinary user.",
    );
  }
}
