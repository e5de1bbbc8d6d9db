import { readdirSync } from "node:fs";
import { ESLint } from "eslint";
import { root } from "./install.mjs";

/*
 * Lints the checkout, folder by folder, so that a slow machine shows how far it is: `eslint .` prints nothing until its
 * end. A warning fails as an error does.
 */
process.chdir(root);
const eslint = new ESLint({ errorOnUnmatchedPattern: false });
const formatter = await eslint.loadFormatter("stylish");

const entries = readdirSync(root, { withFileTypes: true });
const folders = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
const places = [...folders.map(({ name }) => `${name}/`), "*"];
for (const place of places) {
  const results = await eslint.lintFiles([place]);
  if (results.length > 0) console.log(`${place} ${results.length} files`);
  if (results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0)) {
    process.exitCode = 1;
    console.log(await formatter.format(results));
  }
}
