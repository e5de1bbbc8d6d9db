import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutSecrets } from "@/lib/text/without-secrets";
import { headerText } from "./header-text";
import { MAIL_PROBLEMS, mailWords } from "./problem";
import { readSmtpUrl } from "./server";

test("the address of a mail server says host, port, mode, login and sender", () => {
  expect(readSmtpUrl("smtp://bot%40example.com:p%40ss@mail.example.com")).toEqual({
    host: "mail.example.com",
    port: 587,
    tls: "starttls",
    user: "bot@example.com",
    password: "p@ss",
    from: "bot@example.com",
  });
  expect(readSmtpUrl("smtps://u:p@[2001:db8::1]?from=h@example.com")).toMatchObject({
    host: "2001:db8::1",
    port: 465,
    tls: "implicit",
  });
  expect(readSmtpUrl("smtp://127.0.0.1:2525?from=h@example.com&tls=none")).toMatchObject({
    tls: "none",
    user: "",
  });
});

test.each([
  "mail.example.com:587",
  "http://mail.example.com?from=h@example.com",
  "smtp://mail.example.com",
  "smtp://u:p@mail.example.com?from=nobody",
  "smtp://u:%zz@mail.example.com?from=h@example.com",
  "smtp://u:p@mail.example.com:0?from=h@example.com",
  "smtps://u:p@mail.example.com?from=h@example.com&tls=none",
  "smtp://u:p@mail.example.com?from=h@example.com&tls=maybe",
  "smtp:///?from=h@example.com",
])("%s is no address of a mail server", (text) => expect(readSmtpUrl(text)).toBeNull());

test("a header text is one line without control characters, whatever it was made of", () => {
  const unit = fc.constantFrom(
    "a",
    " ",
    "\r",
    "\n",
    "\0",
    "\x7f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\ud800",
    "é",
    "\u{e0041}",
    "😀",
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 400 }), fc.integer({ min: 1, max: 300 }), (text, most) => {
      const line = headerText(text, most);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(Array.from(line).length).toBeLessThanOrEqual(most);
    }),
  );
  expect(headerText("a\r\nBcc: b")).toBe("a Bcc: b");
});

test("no form of a secret stays in a text that repeats it", () => {
  const secret = fc.string({ minLength: 6, unit: "grapheme" }).filter((text) => !text.includes("•"));
  fc.assert(
    fc.property(secret, fc.string(), (hidden, around) => {
      fc.pre(!around.includes(hidden));
      const forms = [hidden, encodeURIComponent(hidden.toWellFormed()), JSON.stringify(hidden)];
      const shown = withoutSecrets(forms.map((form) => `${around} ${form} ${around}`).join("|"), [hidden]);
      expect(shown).not.toContain(hidden);
      expect(shown).not.toContain(encodeURIComponent(hidden.toWellFormed()));
    }),
  );
  expect(withoutSecrets("token abc", [""])).toBe("token abc");
});

test("each problem says what happened, what it means and what to do, in whole sentences", () => {
  for (const kind of MAIL_PROBLEMS) {
    const refused = [{ address: "a@example.com", says: "550 gone", temporary: false }];
    const words = mailWords({ kind, server: "mail:587", says: "the server's words.", retry: false, refused });
    for (const sentence of [words.found, words.why, words.next]) expect(sentence).toMatch(/^\S.*[^.]\.$/);
  }
});
