import { format, resolveConfig } from "prettier";
import { referencePage } from "@/lib/api-v1/reference";

/** Path of the page of all endpoints, from the root of the checkout. */
export const PAGE = "docs/api-reference.md";

/** Returns the page of all endpoints, made from their declarations, as prettier writes it. */
export async function apiMarkdown(): Promise<string> {
  const config = await resolveConfig(PAGE);
  return format(referencePage(), { ...config, filepath: PAGE });
}
