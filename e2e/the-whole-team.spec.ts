import type { Locator, Page } from "@playwright/test";
import { startReceiver } from "../server/alerts/channels/testing/receiver";
import { startMailServer } from "../server/mail/testing/mail-server";
import { enter } from "./support/enter";
import { acceptInvitation, inviteLink, leave } from "./support/invite";
import { applyPlan, runOf } from "./support/repair";
import { openSandbox } from "./support/sandbox";
import { factorSection, signInWithCode, turnOnSecondFactor } from "./support/second-factor";
import { expect, test } from "./support/test";

const grace = { name: "Grace", email: "grace@example.com", password: "four horses and a cake" };
const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

const standIn = (page: Page): Locator => page.getByRole("region", { name: /^Sandbox controls/ });

/** The story of a team, in one walk: a Headroom of its own, so that what fires and what is logged is of this story alone. */
test("a second person proposes, the admin applies, a wall shows it, and a shortage is told by mail and webhook until it is over", async ({
  page,
  browser,
  fresh: headroom,
}, info) => {
  const post = await startMailServer();
  const hook = await startReceiver();
  const at = (path: string) => new URL(path, headroom.address).href;
  await enter(page, headroom);
  const sandbox = await openSandbox(page);

  // The second person: by a link, on a telephone, with a second factor.
  const link = await inviteLink(page, headroom.address, "Member");
  const telephone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const phone = await telephone.newPage();
  await phone.goto(link);
  await acceptInvitation(phone, grace);
  await expect(phone).toHaveURL(at("/"));
  await phone.goto(at("/account"));
  const factor = await turnOnSecondFactor(phone, grace.password);
  await factorSection(phone).getByRole("link", { name: "I saved them" }).click();
  await leave(phone, grace.name);
  await signInWithCode(phone, grace, factor);

  await phone.goto(at(`${sandbox}/connections`));
  await expect(phone.getByRole("meter").first()).toHaveAttribute("aria-valuetext", /of 22 in use/);
  await phone.goto(at(`${sandbox}/repair`));
  await expect(phone.getByRole("button", { name: "Apply …" })).toHaveCount(0);
  await phone.getByRole("button", { name: "Propose …" }).click();
  await phone.getByLabel("Note").fill("Before the release.");
  await phone.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(phone.getByText("You propose: Make it ready")).toBeVisible();

  // The admin applies what was proposed.
  await page.goto(at(sandbox));
  await expect(page.getByText("Proposed by Grace.")).toBeVisible();
  await page.getByRole("link", { name: "Read what is proposed" }).click();
  await expect(page.getByText("Grace proposes: Make it ready")).toBeVisible();
  await page.getByRole("button", { name: "Read the plan" }).click();
  await applyPlan(page, "Sandbox");
  await expect(runOf(page)).toContainText("Applied and verified");

  // The third screen, and the two ways out for alerts.
  await page.goto(at("/settings/sharing"));
  await page.getByLabel("Name", { exact: true }).fill("Office");
  await page.getByRole("button", { name: "Make link" }).click();
  const made = page.getByRole("status").filter({ hasText: /^The wall link/ });
  const wall = await browser.newContext({ locale: "en-GB", viewport: { width: 1920, height: 1080 } });
  const screen = await wall.newPage();
  await screen.goto(((await made.locator("code").first().textContent()) ?? "").trim());
  const shown = screen.getByRole("region", { name: "Sandbox" });

  await page.goto(at("/settings/mail"));
  await page.getByRole("radio", { name: /^Plain text/ }).check();
  await page.getByRole("textbox", { name: "Host" }).fill(post.server.host);
  await page.getByRole("textbox", { name: "Port" }).fill(String(post.server.port));
  await page.getByLabel("Sender").fill(post.server.from);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeAttached();
  await page.goto(at("/alerts/channels/new"));
  await page.getByRole("radio", { name: /^E-mail/ }).check();
  await page.getByLabel("Name", { exact: true }).fill("On call");
  await page.getByLabel("Addresses").fill("oncall@example.com");
  await page.getByRole("button", { name: "Add E-mail" }).click();
  await expect(page).toHaveURL(/\/alerts\/channels\/[0-9a-f-]{36}$/);
  await page.goto(at("/alerts/channels/new"));
  await page.getByRole("radio", { name: /^Webhook/ }).check();
  await page.getByLabel("Name", { exact: true }).fill("Receiver");
  await page.getByLabel("Address", { exact: true }).fill(`${hook.url}/hooks`);
  await page.getByLabel("Signing secret").fill(SECRET);
  await page.getByRole("button", { name: "Add Webhook" }).click();
  await expect(page).toHaveURL(/\/alerts\/channels\/[0-9a-f-]{36}$/);

  // A pool that fits, and a rule that waits for nothing.
  await page.goto(at(`${sandbox}/connect`));
  await page.getByRole("button", { name: /^Set the target to \d+$/ }).click();
  await standIn(page).getByLabel("Application connections").selectOption("2");
  await standIn(page).getByRole("button", { name: "Start the stand-in", exact: true }).click();
  await expect(standIn(page)).toContainText(/Active: \d+ \+ \d+ connections and 1 walsender/);
  await expect(shown).toContainText(/\d+ left/);
  await page.goto(at("/alerts"));
  await page.getByRole("button", { name: "New rule" }).click();
  const dialog = page.getByRole("dialog", { name: "New rule" });
  await dialog.getByLabel("Below").fill("3");
  await dialog.getByLabel("After").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  // The shortage: the application beside the stand-in takes nearly all that is left.
  const before = { mails: post.mails.length, hooks: hook.taken.length };
  await page.goto(at(`${sandbox}/connections`));
  await standIn(page).getByLabel("Application connections").selectOption("15");
  await expect(page.getByRole("meter").first()).toHaveAttribute("aria-valuetext", /^[012] left, /);
  const crossed = Date.now();
  await expect.poll(() => hook.taken.length).toBeGreaterThan(before.hooks);
  const byHook = Date.now() - crossed;
  await expect.poll(() => post.mails.length).toBeGreaterThan(before.mails);
  info.annotations.push({
    type: "measured",
    description: `after the page said so: webhook ${byHook} ms, mail ${Date.now() - crossed} ms`,
  });
  const onWall = shown.getByRole("meter");
  await expect(onWall).toHaveAttribute("aria-valuetext", /^[012] left, /);
  const told = post.mails.slice(before.mails).map(({ source }) => source);
  expect(told.join("\n")).toMatch(/Subject: \[Headroom\] .*Sandbox.*\b[012] left/);
  expect(hook.taken.at(-1)?.headers["webhook-signature"]).toMatch(/^v1,/);
  await page.goto(at("/alerts"));
  await expect(page.getByRole("heading", { level: 1, name: /^\d+ firing$/ })).toBeVisible();

  // And its end.
  await page.goto(at(`${sandbox}/connections`));
  await standIn(page).getByLabel("Application connections").selectOption("2");
  await expect.poll(() => hook.taken.some(({ body }) => body.includes('"alert.resolved"'))).toBe(true);
  await expect
    .poll(() => post.mails.some(({ source }) => /Subject: \[Headroom\] Resolved: /.test(source)))
    .toBe(true);
  await expect(onWall).toHaveAttribute("aria-valuetext", /^\d\d left, /);

  // Everything of it is in the audit log, by name.
  await page.goto(at("/activity"));
  const log = page.getByRole("main");
  for (const line of [/Grace/, /propos/i, /wall/i, /channel/i, /rule/i])
    await expect(log).toContainText(line);

  await Promise.all([telephone.close(), wall.close()]);
  await Promise.all([post.stop(), hook.stop()]);
});
