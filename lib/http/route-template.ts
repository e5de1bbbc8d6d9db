import { PAGE_PATHS } from "./pages";
import { ROUTE_METHODS } from "./routes";
import { segmentsOf } from "./segments";

/** Methods that are counted by their name; a client may send any other. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const templates = [...ROUTE_METHODS.map(([path]) => path), ...PAGE_PATHS].map((template) => ({
  template,
  segments: template.split("/"),
}));

/** Returns how many segments of a template are fixed; null where it does not fit. The closest template is the one with the most. */
function fit(pattern: readonly string[], segments: readonly string[]): number | null {
  const takesRest = pattern.at(-1)?.startsWith("[...") === true;
  if (takesRest ? pattern.length > segments.length : pattern.length !== segments.length) return null;
  const fits = pattern.every(
    (part, index) => part === segments[index] || (part.startsWith("[") && segments[index] !== ""),
  );
  return fits ? pattern.filter((part) => !part.startsWith("[")).length : null;
}

/**
 * Returns the template of a request's target, such as `/api/databases/[id]/live`: one of the routes and pages, `/_next` for what the
 * build made, or `other`. However many addresses are asked for, there are no more of them.
 */
export function routeTemplateOf(target: string): string {
  const [path = "/"] = target.split(/[?#]/, 1);
  if (path.startsWith("/_next/")) return "/_next";
  const segments = segmentsOf(path);
  let best: { template: string; fixed: number } | null = null;
  for (const { template, segments: pattern } of templates) {
    const fixed = fit(pattern, segments);
    if (fixed !== null && (best === null || fixed > best.fixed)) best = { template, fixed };
  }
  return best?.template ?? "other";
}

/** Returns a method by which requests are counted: its name, or `other`. */
export const countedMethod = (method: string): string => (METHODS.has(method) ? method : "other");
