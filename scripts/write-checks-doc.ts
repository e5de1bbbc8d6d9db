import { writeFileSync } from "node:fs";
import { checksMarkdown, PAGE } from "./checks-doc";

writeFileSync(PAGE, await checksMarkdown());
