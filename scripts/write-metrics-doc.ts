import { readFileSync, writeFileSync } from "node:fs";
import { metricsMarkdown, PAGE, RULES, rulesTestText, RULES_TEST } from "./metrics-doc";

writeFileSync(PAGE, await metricsMarkdown());
writeFileSync(RULES_TEST, await rulesTestText(readFileSync(RULES, "utf8")));
