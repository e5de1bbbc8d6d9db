import { format, resolveConfig } from "prettier";
import { GROUP_LABELS } from "@/components/readiness/groups";
import { checks } from "@/lib/checks";
import { checksPage } from "@/lib/report/checks-page";

/** Path of the page of all checks, from the root of the checkout. */
export const PAGE = "docs/checks.md";

/** Returns the page of all checks, made from their own files, as prettier writes it. */
export async function checksMarkdown(): Promise<string> {
  const config = await resolveConfig(PAGE);
  return format(checksPage(checks, GROUP_LABELS), { ...config, filepath: PAGE });
}
