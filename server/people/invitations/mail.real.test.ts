import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MailNotSent } from "../../mail/not-sent";
import type { MailInput } from "../../mail/send";
import { mailInvitation } from "./mail";

const invited = { path: "/invite/t0ken", email: "grace@example.com", invitedBy: "Ada", days: 7 };

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://store.example/headroom");
  vi.stubEnv("HEADROOM_URL", "https://headroom.example.com/");
  vi.stubEnv("HEADROOM_SMTP_URL", "smtp://headroom:word@mail.example.com:587?from=headroom@example.com");
});
afterAll(() => vi.unstubAllEnvs());

test("an invitation's mail has the link of the public address, and the page says that it went out", async () => {
  const sent: MailInput[] = [];
  const says = await mailInvitation(invited, async (mail) => void sent.push(mail));
  expect(sent).toEqual([
    {
      to: invited.email,
      subject: "Headroom: an invitation",
      text: expect.stringContaining("\nhttps://headroom.example.com/invite/t0ken\n"),
    },
  ]);
  expect(says).toBe("It was mailed to grace@example.com, too.");
});

test("a mail that the server does not take is told, and the invitation stays", async () => {
  const refused = new MailNotSent({
    kind: "silent",
    server: "mail.example.com:587",
    says: "",
    retry: true,
    refused: [],
  });
  const says = await mailInvitation(invited, () => Promise.reject(refused));
  expect(says).toMatch(/^The mail to grace@example.com was not sent. /);
});
