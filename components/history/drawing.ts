import {
  areaPath,
  layersOf,
  linePath,
  pauseBands,
  scaleOf,
  stacked,
  topOf,
  type Layer,
  type Scale,
} from "@/lib/history/paths";
import type { ChartPoint, History } from "@/lib/history/schema";
import type { Limit } from "./axes";

export type Drawing = {
  layers: Layer[];
  top: number;
  scale: Scale;
  areas: { key: string; tone: string; path: string }[];
  /** The part beyond what is usable, tinted even where nothing stands in it. */
  beyond: string;
  usable: string;
  most: string;
  bands: ReturnType<typeof pauseBands>;
  limits: Limit[];
};

/** The limits of the newest point: those that the gauge has. */
function limitsOf(points: readonly ChartPoint[], deployPeak: number | null): Limit[] {
  const newest = points.at(-1)?.average;
  if (newest === undefined) return [];
  const usable = Math.round(newest.usable);
  const max = Math.round(newest.maxConnections);
  return [
    ...(deployPeak === null ? [] : [{ key: "peak" as const, value: deployPeak, label: "deploy peak" }]),
    ...(max === usable ? [] : [{ key: "max" as const, value: max, label: "max" }]),
    { key: "usable", value: usable, label: "usable" },
  ];
}

/** Returns all that a chart draws, in its own units; `deployPeak` is null where no target is known. */
export function drawingOf({ points, pauses, from, to }: History, deployPeak: number | null): Drawing {
  const layers = layersOf(points);
  const edges = stacked(layers);
  const limits = limitsOf(points, deployPeak);
  const top = Math.ceil(Math.max(topOf(points, edges), ...limits.map(({ value }) => value)) * 1.05);
  const scale = scaleOf(Date.parse(from), Date.parse(to), top);
  const level = (value: number) => points.map(() => value);
  const usable = points.map(({ average }) => average.usable);
  return {
    layers,
    top,
    scale,
    areas: layers.map(({ key, tone }, at) => ({
      key,
      tone,
      path: areaPath(points, edges[at - 1] ?? level(0), edges[at] ?? level(0), scale),
    })),
    beyond: areaPath(points, usable, level(top), scale),
    usable: linePath(points, usable, scale),
    most: linePath(
      points,
      points.map(({ average }) => average.maxConnections),
      scale,
    ),
    bands: pauseBands(pauses, scale),
    limits,
  };
}
