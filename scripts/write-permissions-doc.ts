import { readFileSync, writeFileSync } from "node:fs";
import { permissionTable } from "@/lib/accounts/permissions";

const PAGE = "docs/security.md";

/** The table of who may do what: its head, and every row below it. */
const TABLE = /^\| act +\| least role \|\n(?:\|.*\n)+/m;

const before = readFileSync(PAGE, "utf8");
if (!TABLE.test(before)) throw new Error(`${PAGE} has no table that begins with "act" and "least role".`);
writeFileSync(
  PAGE,
  before.replace(TABLE, () => `${permissionTable().trimEnd()}\n`),
);
