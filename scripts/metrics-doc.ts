import { format, resolveConfig } from "prettier";
import { metricsPage } from "@/lib/metrics/page";
import { rulesTest } from "./prometheus/rules-test";

/** Paths from the root of the checkout: the page of all metrics, the rules over them, and the test of these. */
export const PAGE = "docs/metrics.md";
export const RULES = "docs/prometheus/rules.yml";
export const RULES_TEST = "docs/prometheus/rules.test.yml";

const asPrettierWrites = async (text: string, file: string): Promise<string> =>
  format(text, { ...(await resolveConfig(file)), filepath: file });

/** Returns the page of all metrics, made from their declarations. */
export const metricsMarkdown = (): Promise<string> => asPrettierWrites(metricsPage(), PAGE);

/** Returns promtool's test of the rules, made from the table of faults. */
export const rulesTestText = (rules: string): Promise<string> =>
  asPrettierWrites(rulesTest(rules), RULES_TEST);
