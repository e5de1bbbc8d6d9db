import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { renderTemplates } from "./render";

/** Folder of the chart, from the root of the checkout. */
export const CHART = "docs/helm/headroom";

const read = (file: string): string => readFileSync(path.join(CHART, file), "utf8");
const record = z.record(z.string(), z.unknown());

const chartSchema = z.object({ name: z.string(), version: z.string(), appVersion: z.string() });

/** Returns Chart.yaml, values.yaml and values.schema.json as they stand. */
export const chartFile = () => chartSchema.parse(parse(read("Chart.yaml")));
export const defaultValues = () => record.parse(parse(read("values.yaml")));
export const valuesSchema = () => record.parse(JSON.parse(read("values.schema.json")));

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lays values over others as Helm does: maps are merged, all else is replaced. */
export function merged(
  base: Record<string, unknown>,
  over: Record<string, unknown>,
): Record<string, unknown> {
  const laid = Object.entries(over).map(([key, value]) => {
    const under = base[key];
    return [key, isMap(value) && isMap(under) ? merged(under, value) : value];
  });
  return { ...base, ...Object.fromEntries(laid) };
}

/** Returns the values that Helm gives to templates: those of the chart with `over` laid on them, the release, and the chart. */
export function topLevel(over: Record<string, unknown>, release = "team"): Record<string, unknown> {
  const { name, version, appVersion } = chartFile();
  return {
    Values: merged(defaultValues(), over),
    Release: { Name: release, Namespace: "default", Service: "Helm" },
    Chart: { Name: name, Version: version, AppVersion: appVersion },
  };
}

/** Returns the text of each template of the chart by its name. */
export function templateFiles(): Record<string, string> {
  const names = readdirSync(path.join(CHART, "templates")).sort();
  return Object.fromEntries(names.map((name) => [name, read(path.join("templates", name))]));
}

/** Returns the rendered manifests by their kind; those that are switched off are missing. @throws Error as Helm would fail */
export function manifests(
  over: Record<string, unknown>,
  release?: string,
): Map<string, Record<string, unknown>> {
  const rendered = renderTemplates(templateFiles(), topLevel(over, release));
  return new Map(
    Object.entries(rendered).flatMap(([name, text]) => {
      if (!name.endsWith(".yaml") || text.trim() === "") return [];
      const manifest = record.parse(parse(text));
      return [[z.string().parse(manifest.kind), manifest] as const];
    }),
  );
}
