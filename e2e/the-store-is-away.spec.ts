import path from "node:path";
import { expect, test } from "@playwright/test";
import { startCluster } from "../server/embedded/cluster";
import { ADA, makeFirstAdmin } from "./support/account";
import { makeDataFolder, startHeadroom } from "./support/headroom";
import { storeProxy } from "./support/store-proxy";
import { REPEATED } from "./support/request";

const STORE_PASSWORD = "store-Passw0rd-of-this-test";
const WRONG = "a wrong guess at the password";

const cleanUps: (() => Promise<unknown> | void)[] = [];
test.afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start() {
  const { dataDir, remove } = makeDataFolder();
  cleanUps.push(remove);
  const store = await startCluster({
    major: 18,
    dataDir: path.join(path.dirname(dataDir), "own-store"),
    superuser: "headroom",
    password: STORE_PASSWORD,
    settings: { fsync: "off" },
  });
  cleanUps.push(() => store.stop());
  const proxy = await storeProxy(store.port);
  cleanUps.push(proxy.close);
  const headroom = await startHeadroom(dataDir, undefined, {
    DATABASE_URL: `postgres://headroom:${STORE_PASSWORD}@127.0.0.1:${proxy.port}/postgres`,
  });
  cleanUps.push(headroom.stop);
  return { headroom, proxy };
}

test("while the store is away or silent, pages say so, and no token, password or parameter reaches the log", async ({
  page,
  browser,
}) => {
  const { headroom, proxy } = await start();
  const address = `http://localhost:${headroom.port}`;
  await makeFirstAdmin(page, headroom.address);
  const cookies = await page.context().cookies();
  const [token] = decodeURIComponent(
    cookies.find(({ name }) => name.endsWith("session_token"))?.value ?? "",
  ).split(".");
  expect(token?.length).toBeGreaterThan(20);
  const stranger = await browser.newPage();
  await stranger.goto(`${address}/sign-in`);

  for (const mode of ["refuses", "stalls"] as const) {
    proxy.set(mode);
    for (const place of ["/", "/activity", "/team"]) {
      await page.goto(`${address}${place}`);
      await expect(page.getByRole("alert").getByText("own store does not answer").first()).toBeVisible();
    }
    for (const place of ["/api/databases", "/api/activity", `/api/live?ids=${crypto.randomUUID()}`])
      expect((await page.request.get(`${address}${place}`, REPEATED)).status()).toBe(503);
    await stranger.getByLabel("E-mail").fill(ADA.email);
    await stranger.getByLabel("Password").fill(WRONG);
    await stranger.getByRole("button", { name: "Sign in" }).click();
    await expect(stranger.getByText("own store does not answer")).toBeVisible();
    expect((await page.request.get(`${address}/healthz`, REPEATED)).status()).toBe(200);
    const ready = await page.request.get(`${address}/readyz`, REPEATED);
    expect([ready.status(), await ready.json()]).toEqual([
      503,
      { status: "unavailable", store: mode === "refuses" ? "unreachable" : "no answer" },
    ]);
  }

  proxy.set("refuses");
  proxy.set("passes");
  await expect.poll(async () => (await page.request.get(`${address}/readyz`, REPEATED)).status()).toBe(200);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  // The address to open is meant for the terminal, with its token, which is dead by now.
  const said = headroom.output().replaceAll(headroom.address, "");
  for (const secret of [
    token ?? "",
    ADA.password,
    ADA.email,
    WRONG,
    STORE_PASSWORD,
    "params:",
    "Failed query",
  ])
    expect(said.includes(secret), secret.slice(0, 12)).toBe(false);
  // Something was written, so that there was something to leave out.
  expect(said).toContain("own store does not answer");
});
