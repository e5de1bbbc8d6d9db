import { createConnection } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { postmasterOf, stopOrphan } from "../server/embedded/orphan";
import { ADA, makeFirstAdmin } from "./support/account";
import { makeDataFolder, startHeadroom, type Headroom } from "./support/headroom";

/** Things that a test started, to be gone after it however it ends. */
const cleanUps: (() => Promise<unknown> | void)[] = [];

test.afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function makeData(): string {
  const { dataDir, remove } = makeDataFolder();
  cleanUps.push(remove, () => stopOrphan(path.join(dataDir, "store")));
  return dataDir;
}

async function start(dataDir: string, port?: number): Promise<Headroom> {
  const headroom = await startHeadroom(dataDir, port);
  cleanUps.push(headroom.stop);
  return headroom;
}

/** Whether something listens on a port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

test("one command prints one address, and when it is asked to end it leaves nothing running", async () => {
  const dataDir = makeData();
  const headroom = await start(dataDir);
  expect(headroom.output().match(/https?:\/\/\S+/g)).toEqual([headroom.address]);
  expect(headroom.address).toMatch(
    new RegExp(`^http://localhost:${headroom.port}/setup/start\\?token=[\\w-]{32,}$`),
  );
  expect(await headroom.stop()).toBe(0);
  expect(await listens(headroom.port)).toBe(false);
  expect(postmasterOf(path.join(dataDir, "store"))).toBeNull();
});

test("a second one on the same data or the same port says so and starts nothing", async () => {
  const dataDir = makeData();
  const other = makeData();
  const headroom = await start(dataDir);
  await expect(startHeadroom(dataDir)).rejects.toThrow(
    `Headroom already runs on port ${headroom.port} (process ${headroom.process.pid})`,
  );
  await expect(startHeadroom(other, headroom.port)).rejects.toThrow(
    `Port ${headroom.port} is in use by another program. Stop it, or choose another port: PORT=${headroom.port + 1} npm start`,
  );
  expect(await listens(headroom.port)).toBe(true);
  expect(postmasterOf(path.join(other, "store"))).toBeNull();
});

test("after a kill the server goes by itself, and the next start has lost nothing", async ({ page }) => {
  const dataDir = makeData();
  const first = await start(dataDir);
  await makeFirstAdmin(page, first.address);
  const orphan = postmasterOf(path.join(dataDir, "store"));
  first.process.kill("SIGKILL");
  await first.stop();
  expect(orphan).not.toBeNull();

  const second = await start(dataDir, first.port);
  expect(second.address).toBe(`http://localhost:${first.port}`);
  expect(postmasterOf(path.join(dataDir, "store"))).not.toBe(orphan);
  await page.goto(second.address);
  await expect(page.getByRole("button", { name: `${ADA.name}, account` })).toBeVisible();
  expect(await second.stop()).toBe(0);
});
