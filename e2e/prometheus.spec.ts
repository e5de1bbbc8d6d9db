import type { Page } from "@playwright/test";
import { ADA } from "./support/account";
import { enter } from "./support/enter";
import type { Headroom } from "./support/headroom";
import { startPrometheus } from "./support/prometheus";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";

/** Makes a token of scope read on the page of tokens. */
async function makeToken(page: Page, { address }: Headroom): Promise<string> {
  await page.goto(new URL("/settings/tokens", address).href);
  await page.getByLabel("Name", { exact: true }).fill("Prometheus");
  await page.getByLabel("Your password").fill(ADA.password);
  await page.getByRole("button", { name: "Make token" }).click();
  const made = page.getByRole("status").filter({ hasText: "The token Prometheus" });
  await expect(made).toBeVisible();
  return ((await made.locator("code").first().textContent()) ?? "").trim();
}

test("Prometheus scrapes a Headroom with a token, and knows the headroom of the sandbox", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  const id = (await openSandbox(page)).split("/")[2] ?? "";
  const token = await makeToken(page, headroom);
  const prometheus = await startPrometheus(headroom.address, token);
  try {
    await expect.poll(() => prometheus.targets()).toEqual(["up"]);
    const of = `{database_id="${id}"}`;
    await expect
      .poll(async () => (await prometheus.query(`headroom_database_headroom_connections${of}`)).length)
      .toBe(1);
    const [headroomNow] = await prometheus.query(`headroom_database_headroom_connections${of}`);
    expect(headroomNow?.metric).toMatchObject({ database: "Sandbox", job: "headroom" });
    const [sum] = await prometheus.query(
      `headroom_database_usable_connections${of} - headroom_database_others_connections${of} - headroom_database_electric_claim_connections${of} == headroom_database_headroom_connections${of}`,
    );
    expect(sum?.metric).toMatchObject({ database_id: id });
    expect(await prometheus.query("headroom_build_info")).toHaveLength(1);
    await expect
      .poll(() => prometheus.query('headroom_http_requests_total{route="/metrics",status="2xx"}'))
      .toHaveLength(1);
  } finally {
    await prometheus.stop();
  }
});

test("without a good token Prometheus is refused, and says so", async ({ headroom }) => {
  const prometheus = await startPrometheus(headroom.address, "hdr_nothing");
  try {
    await expect
      .poll(() => prometheus.targets())
      .toEqual([expect.stringMatching(/^down server returned HTTP status 4(?:01|29)/)]);
  } finally {
    await prometheus.stop();
  }
});
