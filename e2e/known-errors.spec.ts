import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { enter } from "./support/enter";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";

const NARROW = { width: 390, height: 844 };

/** Expects a page to be no wider than the window. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
}

/** The four errors of Electric's guide, the check that finds each, and its own title. */
const GUIDE = [
  ["too many connections", "budget.pool_fits", "Too many connections"],
  ["permission denied for schema public", "role.schema_usage", "Permission denied for the schema"],
  ["must be owner of table", "tables.ownership", "Electric's role does not own the table"],
  [
    "replication slot does not support failover",
    "slot.failover",
    "The replication slot does not support failover",
  ],
] as const;

test("a signed-out browser reads the known errors, and nothing of the team is there", async ({
  browser,
  headroom,
}) => {
  const context = await browser.newContext({ viewport: NARROW });
  const page = await context.newPage();
  const at = (path: string) => new URL(path, headroom.address).href;
  await page.goto(at("/errors/too-many-connections"));
  await expect(page.getByRole("heading", { level: 1, name: "Too many connections" })).toBeVisible();
  await expect(page).toHaveTitle("Too many connections: meaning and fix · Headroom");
  await expect(page.locator('head meta[name="description"]')).toHaveAttribute(
    "content",
    /usable connections/,
  );
  await expect(page.locator('head link[rel="canonical"]')).toHaveAttribute(
    "href",
    "/errors/too-many-connections",
  );
  await expect(page.getByText("ELECTRIC_DB_POOL_SIZE=10")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Known errors" }).click();
  await expect(page).toHaveURL(/\/errors$/);
  const owner = page.getByRole("link", { name: /^Electric's role does not own the table/ });
  await expect(owner).toBeHidden();
  await page.getByRole("searchbox", { name: "Search the known errors" }).fill("must be owner");
  await expect(owner).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  const missing = await page.goto(at("/errors/no-such-error"));
  expect(missing?.status()).toBe(404);
  await page.goto(at("/troubleshoot"));
  await expect(page).toHaveURL(/\/(sign-in|setup)$/);
  await context.close();
});

test("each error of Electric's guide leads to its check and its fix, and no secret is displayed or sent", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  await openSandbox(page);
  // At once, while the first check is under way: it goes on without its reader, and the click is not lost.
  await page.getByRole("link", { name: "Troubleshoot" }).click();
  const field = page.getByLabel("Error, log or docker inspect");
  const first = page.getByRole("region", { name: "Result" }).locator("details").first();
  for (const [error, check, title] of GUIDE) {
    await field.fill(`Error: "${error}"`);
    await expect(first.getByRole("heading", { level: 3, name: title })).toBeVisible();
    await expect(first.getByRole("link", { name: "Check it on my database" })).toHaveAttribute(
      "href",
      new RegExp(`^/databases/[0-9a-f-]{36}/readiness\\?check=${check.replace(".", "\\.")}$`),
    );
  }
  await expectAccessible(page);

  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await field.fill("postgresql://electric:qQzZsecret@db.example.com/orders must be owner of table items");
  await expect(first.getByRole("heading", { level: 3, name: GUIDE[2][2] })).toBeVisible();
  await expect(field).not.toHaveValue(/qQzZ/);
  expect(await page.content()).not.toContain("qQzZ");

  await page.setViewportSize(NARROW);
  await expectNoSidewaysScroll(page);
  await expect(first.getByRole("link", { name: "Fix it …" })).toHaveAttribute(
    "href",
    /\/repair\?for=tables\.ownership/,
  );
  await first.getByRole("link", { name: "Check it on my database" }).click();
  await expect(page).toHaveURL(/\/readiness\?check=tables\.ownership$/);
  await expect(page.getByRole("region", { name: /has the owner's rights on the tables/ })).toBeVisible();
  await expect(page.getByRole("link", { name: GUIDE[2][2] })).toHaveAttribute(
    "href",
    "/errors/must-be-owner-of-table",
  );
  expect(sent.join("\n")).not.toContain("qQzZ");
});

test("no part of Electric's guide ends in a dead end: each page, error and check of its map opens", async ({
  page,
  headroom,
}) => {
  const guide = readFileSync("docs/guide-coverage.md", "utf8");
  const named = (kind: string): Set<string> =>
    new Set([...guide.matchAll(new RegExp(`\`${kind}:([^\`]+)\``, "g"))].map(([, name = ""]) => name));
  const at = (path: string) => new URL(path, headroom.address).href;
  await enter(page, headroom);
  const sandbox = await openSandbox(page);
  await page.getByText(/^checked /).waitFor();
  for (const path of named("page")) {
    const answer = await page.goto(at(path.replace("/databases/[id]", sandbox)));
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  for (const slug of named("error"))
    expect((await page.request.get(at(`/errors/${slug}`))).status(), slug).toBe(200);
  for (const check of named("check"))
    expect((await page.request.get(at(`/api${sandbox}/findings/${check}`))).status(), check).toBe(200);
});
