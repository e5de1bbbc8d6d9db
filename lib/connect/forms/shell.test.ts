import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CERTIFICATE_PATH } from "../database-url";
import { environmentOf, processEnvironment, type Environment } from "../environment";
import { environmentWith, factsWith, hardValue } from "../fixture";
import { FORMS, type FormId } from ".";

/** Commands that say what they were called with: each argument, and for `electric` its environment, ended by NUL. */
const STUBS: Readonly<Record<string, string>> = {
  docker: `printf '%s\\0' docker "$@"; printf '\\1'`,
  fly: `printf '%s\\0' fly "$@"; printf '\\1'`,
  aws: `printf '%s\\0' aws "$@"; printf '\\1'`,
  brew: `printf '%s\\0' brew "$@"; printf '\\1'`,
  electric: `printf '%s\\0' electric "$@"; env -0; printf '\\1'`,
};

let bin: string;
let folder: string;

beforeAll(() => {
  bin = mkdtempSync(path.join(tmpdir(), "headroom-stubs-"));
  folder = mkdtempSync(path.join(tmpdir(), "headroom forms "));
  for (const [name, script] of Object.entries(STUBS)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
});

afterAll(() => {
  rmSync(bin, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** Runs the shell file of a form and returns the calls that it made, each with its arguments. */
function callsOf(form: FormId, environment: Environment, shell = "sh"): string[][] {
  const file = FORMS[form].files(environment).find(({ language }) => language === "shell");
  if (file === undefined) throw new Error(`${form} has no commands.`);
  const script = path.join(folder, file.name);
  writeFileSync(script, file.text);
  const said = execFileSync(shell, [script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` },
  });
  return said
    .split("\u0001")
    .slice(0, -1)
    .map((call) => call.split("\0").slice(0, -1));
}

const after = (words: readonly string[], flag: string): string[] =>
  words.filter((_, at) => words[at - 1] === flag);

const secrets = { password: "p%s/w:d'! $(id)", secret: "ab".repeat(32) };

describe("docker run", () => {
  test.each(["sh", "bash"])("gives Electric exactly its environment, by %s", (shell) => {
    const environment = environmentOf(factsWith({ target: { strategy: "manual" } }), secrets);
    const [words = []] = callsOf("docker", environment, shell);
    expect(words.slice(0, 3)).toEqual(["docker", "run", "-d"]);
    expect(words.at(-1)).toBe(environment.image);
    expect(after(words, "-e")).toEqual(
      Object.entries(processEnvironment(environment)).map(([name, value]) => `${name}=${value}`),
    );
    expect(after(words, "-p")).toEqual(["3000:3000"]);
    expect(after(words, "--stop-timeout")).toEqual(["60"]);
  });

  test("goes over the host's network to a database on this machine, which publishes no port", () => {
    const [words = []] = callsOf("docker", environmentOf(factsWith({ address: { host: "127.0.0.1" } })));
    expect(after(words, "--network")).toEqual(["host"]);
    expect(after(words, "-p")).toEqual([]);
  });

  test("mounts the certificate of the folder that it is started in, also one with a space", () => {
    const address = { sslmode: "verify-full", caCertificate: "PEM" } as const;
    const [words = []] = callsOf("docker", environmentOf(factsWith({ address })));
    expect(after(words, "-v")).toContainEqual(expect.stringMatching(/headroom forms .*\/ca\.pem:/));
    expect(after(words, "-v").at(-1)).toMatch(new RegExp(`:${CERTIFICATE_PATH}:ro$`));
  });
});

test("a value that is hard to quote arrives as it is, in every form of commands", () => {
  fc.assert(
    fc.property(hardValue, hardValue, (secret, plain) => {
      const environment = environmentWith(secret, plain);
      const [docker = []] = callsOf("docker", environment);
      expect(after(docker, "-e")).toEqual([
        `DATABASE_URL=${secret}`,
        `ELECTRIC_REPLICATION_STREAM_ID=${plain}`,
      ]);
      const [set, deploy] = callsOf("fly", environment);
      expect(set).toEqual(["fly", "secrets", "set", "--stage", `DATABASE_URL=${secret}`]);
      expect(deploy).toEqual(["fly", "deploy", "--ha=false"]);
      const [parameter = [], register = []] = callsOf("ecs", environment);
      expect(after(parameter, "--value")).toEqual([secret]);
      expect(after(parameter, "--name")).toEqual(["/electric/DATABASE_URL"]);
      expect(register.slice(0, 3)).toEqual(["aws", "ecs", "register-task-definition"]);
      const started = callsOf("homebrew", environment).at(-1) ?? [];
      expect(started.slice(0, 2)).toEqual(["electric", "start"]);
      expect(started).toEqual(
        expect.arrayContaining([`DATABASE_URL=${secret}`, `ELECTRIC_REPLICATION_STREAM_ID=${plain}`]),
      );
    }),
    { numRuns: 25 },
  );
});

test("with Homebrew the storage and the certificate are in the folder that Electric is started in", () => {
  const address = { sslmode: "verify-full", caCertificate: "PEM" } as const;
  const started = callsOf("homebrew", environmentOf(factsWith({ address }), secrets)).at(-1) ?? [];
  const value = (name: string) => started.find((line) => line.startsWith(`${name}=`)) ?? "";
  expect(value("ELECTRIC_STORAGE_DIR")).toMatch(/headroom forms .*\/electric-storage$/);
  expect(value("ELECTRIC_DATABASE_CA_CERTIFICATE_FILE")).toMatch(/headroom forms .*\/ca\.pem$/);
});
