import { once } from "node:events";
import { createConnection } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { postmasterOf, stopOrphan } from "../server/embedded/orphan";
import { ADA, makeFirstAdmin } from "./support/account";
import { makeDataFolder, startHeadroom } from "./support/headroom";

test.setTimeout(240_000);

/** Whether something listens on a port of this machine. */
async function listens(port: number): Promise<boolean> {
  const socket = createConnection(port, "127.0.0.1");
  const [event] = await Promise.race([
    once(socket, "connect").then(() => ["connect"]),
    once(socket, "error").catch(() => ["error"]),
  ]);
  socket.destroy();
  return event === "connect";
}

test("one command prints one address, and when it is asked to end it leaves nothing running", async () => {
  const { dataDir, remove } = makeDataFolder();
  const headroom = await startHeadroom(dataDir);
  expect(headroom.output().match(/https?:\/\/\S+/g)).toEqual([headroom.address]);
  expect(headroom.address).toMatch(
    new RegExp(`^http://localhost:${headroom.port}/setup/start\\?token=[\\w-]{32,}$`),
  );
  expect(await headroom.stop()).toBe(0);
  expect(await listens(headroom.port)).toBe(false);
  expect(postmasterOf(path.join(dataDir, "store"))).toBeNull();
  remove();
});

test("a second one on the same data or the same port says so and starts nothing", async () => {
  const { dataDir, remove } = makeDataFolder();
  const other = makeDataFolder();
  const headroom = await startHeadroom(dataDir);
  await expect(startHeadroom(dataDir)).rejects.toThrow(
    `Headroom already runs on port ${headroom.port} (process ${headroom.process.pid})`,
  );
  await expect(startHeadroom(other.dataDir, headroom.port)).rejects.toThrow(
    `Port ${headroom.port} is in use by another program. Stop it, or choose another port: PORT=${headroom.port + 1} npm start`,
  );
  expect(await listens(headroom.port)).toBe(true);
  expect(postmasterOf(path.join(other.dataDir, "store"))).toBeNull();
  await headroom.stop();
  other.remove();
  remove();
});

test("after a kill the server goes by itself, and the next start has lost nothing", async ({ page }) => {
  const { dataDir, remove } = makeDataFolder();
  const first = await startHeadroom(dataDir);
  await makeFirstAdmin(page, first.address);
  const orphan = postmasterOf(path.join(dataDir, "store"));
  first.process.kill("SIGKILL");
  await first.stop();
  expect(orphan).not.toBeNull();

  const second = await startHeadroom(dataDir, first.port);
  expect(second.address).toBe(`http://localhost:${first.port}`);
  expect(postmasterOf(path.join(dataDir, "store"))).not.toBe(orphan);
  await page.goto(second.address);
  await expect(page.getByRole("button", { name: `${ADA.name}, account` })).toBeVisible();
  expect(await second.stop()).toBe(0);
  await stopOrphan(path.join(dataDir, "store"));
  remove();
});
