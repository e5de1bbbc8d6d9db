import { z } from "zod";
import { ADA } from "./support/account";
import { expectAccessible } from "./support/accessible";
import { enter } from "./support/enter";
import { expect, test } from "./support/test";

const problemSchema = z.object({ type: z.string(), status: z.number(), detail: z.string() });

test("an admin makes a token, sees it once, uses it outside of the browser, and revokes it", async ({
  page,
  headroom,
}) => {
  const at = (place: string) => new URL(place, headroom.address).href;
  const ask = (token: string, place = "/api/v1/databases", method = "GET") =>
    fetch(at(place), { method, headers: { authorization: `Bearer ${token}` } });
  await enter(page, headroom);
  await page.goto(at("/settings/tokens"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Pipeline");
  await page.getByLabel("Your password").fill("not this one");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.getByText("It is wrong. Type it again.")).toBeVisible();
  await page.getByLabel("Your password").fill(ADA.password);
  await page.getByRole("button", { name: "Make token" }).click();
  const made = page.getByRole("status").filter({ hasText: /^The token Pipeline/ });
  await expect(made).toContainText("It is shown only now");
  const token = ((await made.locator("code").first().textContent()) ?? "").trim();
  expect(token).toMatch(/^hdr_[\w-]{43}$/);
  await expectAccessible(page);

  const answer = await ask(token);
  expect(answer.status).toBe(200);
  // Other tests may have added databases.
  expect(await answer.json()).toMatchObject({ items: expect.any(Array) });
  expect((await ask(token, "/api/v1/openapi.json")).status).toBe(200);
  const id = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";
  expect((await ask(token, `/api/v1/databases/${id}/check`, "POST")).status).toBe(403);
  const wrongMethod = await ask(token, "/api/v1/databases", "DELETE");
  expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  const nothing = await ask(token, "/api/v1/nothing");
  for (const refused of [wrongMethod, nothing]) {
    expect(refused.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(problemSchema.parse(await refused.json()).status).toBe(refused.status);
  }
  // Neither the routes of the pages nor a page take a token.
  expect((await ask(token, "/api/databases")).status).toBe(401);
  const settings = await fetch(at("/settings/tokens"), {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
  });
  expect(await settings.text()).not.toContain("Pipeline");

  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "Pipeline" });
  await expect(row).toContainText("read");
  await expect(row).toContainText("from 127.0.0.1");
  await expect(page.getByText(token)).toHaveCount(0);
  await row.getByRole("button", { name: "Revoke Pipeline" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  const refused = await ask(token);
  expect(refused.status).toBe(401);
  expect(problemSchema.parse(await refused.json()).detail).toMatch(/was revoked/);
  await page.goto(at("/activity"));
  await expect(page.getByText("Revoke an API token").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText("API token refused").filter({ visible: true }).first()).toBeVisible();
});
