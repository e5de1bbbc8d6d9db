import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConnectionString } from "../connection-string";

/** The pasted texts of a reported case: its lines below what was expected and seen, without the command before them. */
const textsOf = (name: string): string[] =>
  readFileSync(`server/watched/testing/cases/${name}.txt`, "utf8")
    .split("\n")
    .filter((line) => !/^(EXPECTED|SEEN):/.test(line))
    .flatMap((line) => /((?:postgresql:\/\/|Host=|PGPASSWORD=)[^"]*?)"?(?:  => .*)?$/.exec(line)?.[1] ?? [])
    .map((text) => text.trim());

const errorsOf = (text: string) =>
  readConnectionString(text)
    .flaws.filter(({ severity }) => severity === "error")
    .map(({ id }) => id);

test("18: a schema that the string names is a hint at the target", () => {
  const [text = ""] = textsOf("18-empty-target");
  expect(readConnectionString(text).schemas).toEqual(["core"]);
});

test("19: a port out of range is told as such", () => {
  const [text = ""] = textsOf("19-port-out-of-range");
  const [flaw] = readConnectionString(text).flaws;
  expect(flaw?.says).toBe("99999 is not a port number (1 to 65535).");
});

test("20: of several hosts the first is kept with its own port, and a raw IPv6 address is put in brackets", () => {
  const [several = "", ipv6 = ""] = textsOf("20-several-hosts-with-ports");
  expect(errorsOf(several)).toEqual(["several-hosts"]);
  const remedy = readConnectionString(several).flaws.find(({ id }) => id === "several-hosts")?.remedy?.text;
  expect(readConnectionString(remedy ?? "").fields).toMatchObject({ host: "a.example.com", port: 6000 });
  expect(readConnectionString(ipv6).fields.host).toBe("2a05:d014::1");
  expect(errorsOf(ipv6)).toEqual(["ipv6-brackets"]);
});

test("21: .NET's form and psql's are read, and their password is readable nowhere", () => {
  const texts = textsOf("21-password-not-masked");
  expect(texts).toHaveLength(2);
  for (const text of texts) {
    const { fields, masked, flaws } = readConnectionString(text);
    expect(fields).toMatchObject({ user: "u", password: "SeCret" });
    const { password: _, ...others } = fields;
    expect(masked + JSON.stringify(others) + flaws.map(({ says }) => says).join()).not.toContain("SeCret");
    expect(errorsOf(text)).toEqual([]);
  }
});
