"use client";

import { useMemo, useState, type PointerEvent } from "react";
import { fills } from "@/components/budget/tones";
import {
  areaPath,
  HEIGHT,
  layersOf,
  linePath,
  pauseBands,
  pointAt,
  scaleOf,
  stacked,
  topOf,
  WIDTH,
} from "@/lib/history/paths";
import type { History } from "@/lib/history/schema";
import { Axes } from "./axes";
import { HistoryTable } from "./history-table";
import { Readout } from "./readout";

function drawingOf({ points, pauses, from, to }: History) {
  const layers = layersOf(points);
  const edges = stacked(layers);
  const top = topOf(points, edges);
  const scale = scaleOf(Date.parse(from), Date.parse(to), top);
  const floor = points.map(() => 0);
  return {
    layers,
    top,
    scale,
    areas: layers.map(({ key, label, tone }, at) => ({
      key,
      label,
      tone,
      path: areaPath(points, edges[at - 1] ?? floor, edges[at] ?? floor, scale),
    })),
    usable: linePath(
      points,
      points.map(({ average }) => average.usable),
      scale,
    ),
    most: linePath(
      points,
      points.map(({ average }) => average.maxConnections),
      scale,
    ),
    bands: pauseBands(pauses, scale),
  };
}

/** Stacked areas under their limits; pauses are hatched, never zero; a crosshair by pointer, and by the slider's keys. */
export function Chart({ history }: { history: History }) {
  const { points, marks, range, from, to } = history;
  const drawing = useMemo(() => drawingOf(history), [history]);
  const { layers, top, scale, areas, usable, most, bands } = drawing;
  const [at, setAt] = useState<number | null>(null);
  const position = at === null ? points.length - 1 : pointAt(points, at);
  const shown = points[position];
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    setAt(Date.parse(from) + share * (Date.parse(to) - Date.parse(from)));
  };
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="relative">
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-48 w-full touch-pan-y overflow-visible sm:h-64"
          onPointerMove={point}
          onPointerLeave={() => setAt(null)}
        >
          {bands.map(({ x, width, reason }) => (
            <rect key={x} x={x} width={width} height={HEIGHT} className="fill-[url(#hatch-pause)]">
              <title>{reason}</title>
            </rect>
          ))}
          {areas.map(({ key, tone, path }) => (
            <path key={key} d={path} className={fills[tone] ?? "fill-seg-other"} />
          ))}
          <path
            d={usable}
            fill="none"
            vectorEffect="non-scaling-stroke"
            strokeWidth={1.5}
            className="stroke-ink"
          />
          <path
            d={most}
            fill="none"
            vectorEffect="non-scaling-stroke"
            strokeWidth={1.5}
            strokeDasharray="5 3"
            className="stroke-ink"
          />
          {marks.map(({ at: when, kind, text }, index) => (
            <line
              key={`${when} ${index}`}
              x1={scale.x(Date.parse(when))}
              x2={scale.x(Date.parse(when))}
              y2={HEIGHT}
              vectorEffect="non-scaling-stroke"
              strokeWidth={1}
              strokeDasharray="2 3"
              className="stroke-muted"
            >
              <title>{`${kind}: ${text}`}</title>
            </line>
          ))}
          {at !== null && shown && (
            <line
              x1={scale.x(Date.parse(shown.at) + shown.spanMs / 2)}
              x2={scale.x(Date.parse(shown.at) + shown.spanMs / 2)}
              y2={HEIGHT}
              vectorEffect="non-scaling-stroke"
              strokeWidth={1}
              className="stroke-accent"
            />
          )}
        </svg>
        <Axes range={range} from={Date.parse(from)} to={Date.parse(to)} top={top} />
      </div>
      <input
        type="range"
        aria-label="Moment of the chart"
        aria-valuetext={
          shown
            ? `${new Date(shown.at).toLocaleString()}: ${shown.average.othersTotal.toFixed(1)} others, ${shown.average.electricOpen.toFixed(1)} of Electric, ${shown.average.free.toFixed(1)} free`
            : "none"
        }
        min={0}
        max={points.length - 1}
        value={Math.max(0, position)}
        onChange={(event) => setAt(Date.parse(points[event.target.valueAsNumber]?.at ?? to))}
        className="h-5 w-full accent-accent"
      />
      {shown && <Readout point={shown} layers={layers} position={position} isLatest={at === null} />}
      {bands.length > 0 && (
        <p className="text-sm text-muted">
          Hatched: {[...new Set(bands.map(({ reason }) => reason))].join(" ")}
        </p>
      )}
      <HistoryTable points={points} />
    </div>
  );
}
