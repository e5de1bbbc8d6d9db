import { writeFileSync } from "node:fs";
import { apiMarkdown, PAGE } from "./api-doc";

writeFileSync(PAGE, await apiMarkdown());
