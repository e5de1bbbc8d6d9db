import "server-only";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { z } from "zod";
import type { Major } from "@/server/embedded/binaries";
import { startCluster } from "@/server/embedded/cluster";
import { stopOrphan } from "@/server/embedded/orphan";
import { fingerprintOf } from "./fingerprint";
import { copyCluster, sharedFolder } from "./template";

/** A kind of cluster that test files use one after the other; its version and its superuser tell it from other kinds. */
type Kind = {
  major: Major;
  superuser: string;
  settings: Record<string, string>;
  /** The database for sessions of its own. */
  database: string;
  /** Run once, when a cluster of this kind was started. */
  prepare?(port: number): Promise<void>;
};

export type SharedCluster = {
  port: number;
  /** Ends every session and leaves it to the next file; one that is not as it was is stopped. */
  giveBack(): Promise<void>;
};

const descriptionSchema = z.strictObject({ port: z.int(), dataDir: z.string(), fingerprint: z.string() });
type Description = z.infer<typeof descriptionSchema>;

/** Returns the folders of a run's clusters and of the descriptions of those that no file uses; null outside of a run. */
function folders(): { data: string; free: string } | null {
  const shared = sharedFolder();
  if (shared === undefined) return null;
  const [data, free] = [path.join(shared, "clusters"), path.join(shared, "free")];
  for (const folder of [data, free]) mkdirSync(folder, { recursive: true, mode: 0o711 });
  return { data, free };
}

async function readFingerprint({ superuser, major, database }: Kind, port: number): Promise<string> {
  const client = new Client({ host: "127.0.0.1", port, user: superuser, database });
  await client.connect();
  try {
    return await fingerprintOf(client, major);
  } finally {
    await client.end();
  }
}

/** Takes the description of a free cluster away, so that no other file can; null where none is free. */
function takeFree(free: string, prefix: string): Description | null {
  for (const name of readdirSync(free).filter((file) => file.startsWith(prefix))) {
    const mine = path.join(free, `taken-${process.pid}-${name}`);
    try {
      renameSync(path.join(free, name), mine);
    } catch (error) {
      // Another file was quicker.
      if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
      throw error;
    }
    const description = descriptionSchema.parse(JSON.parse(readFileSync(mine, "utf8")));
    rmSync(mine);
    return description;
  }
  return null;
}

let started = 0;

async function start(kind: Kind, dataDir: string): Promise<Description> {
  const { major, superuser, settings } = kind;
  const options = { major, superuser, settings, dataDir };
  await copyCluster(options, 0);
  const { port } = await startCluster(options);
  await kind.prepare?.(port);
  return { port, dataDir, fingerprint: await readFingerprint(kind, port) };
}

/**
 * Takes a running cluster that no other test file uses at the time, or starts one; null outside of a run of the
 * integration tests. A file that fails to give it back takes it with it: what is left running ends with the run.
 */
export async function takeShared(kind: Kind): Promise<SharedCluster | null> {
  const home = folders();
  if (home === null) return null;
  const prefix = `${kind.major}-${kind.superuser}-`;
  const name = `${prefix}${process.pid}-${++started}`;
  const description = takeFree(home.free, prefix) ?? (await start(kind, path.join(home.data, name)));
  const { port, dataDir, fingerprint } = description;
  return {
    port,
    async giveBack() {
      if ((await readFingerprint(kind, port)) === fingerprint) {
        const draft = path.join(home.free, `draft-${name}`);
        writeFileSync(draft, JSON.stringify(description));
        renameSync(draft, path.join(home.free, name));
      } else {
        await stopOrphan(dataDir);
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
  };
}

/** Stops every cluster of a run whose folder this is. */
export async function stopShared(shared: string): Promise<void> {
  const data = path.join(shared, "clusters");
  if (!existsSync(data)) return;
  for (const name of readdirSync(data)) await stopOrphan(path.join(data, name));
}
