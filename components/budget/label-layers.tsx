import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { INSIDE_PAD, LABEL_WIDTHS, LEADER_PAD, labelsOf, type InsideName, type Label } from "./labels";
import type { GaugeModel } from "./model";

/** Shows one layout in its range of widths; the list goes with LABEL_WIDTHS, one class for each. */
const SHOWN: Record<(typeof LABEL_WIDTHS)[number], string> = {
  224: "@max-[288px]:block",
  288: "@min-[288px]:@max-[360px]:block",
  360: "@min-[360px]:@max-[440px]:block",
  440: "@min-[440px]:@max-[520px]:block",
  520: "@min-[520px]:@max-[640px]:block",
  640: "@min-[640px]:@max-[820px]:block",
  820: "@min-[820px]:@max-[1080px]:block",
  1080: "@min-[1080px]:@max-[1400px]:block",
  1400: "@min-[1400px]:block",
};

const ROW = 18;
const LEADERS = 28;

type LayerProps = { model: GaugeModel; isFull?: boolean };

/** Names inside the segments, for each range of widths; stands within the bar's svg. */
export function InsideNames({ model, height }: LayerProps & { height: number }) {
  return LABEL_WIDTHS.map((gauge) => (
    <g key={gauge} data-labels="inside" className={cx("hidden", SHOWN[gauge])}>
      {labelsOf(model, gauge, true).inside.map((name) => (
        <Inside key={name.key} name={name} height={height} />
      ))}
    </g>
  ));
}

function Inside({
  name: { key, number, text, x, width, isPlate },
  height,
}: {
  name: InsideName;
  height: number;
}) {
  const isMuted = key.startsWith("free ");
  const tone = key.startsWith("short ") ? "fill-fail" : isPlate || isMuted ? "fill-ink" : "fill-surface";
  return (
    <svg x={`${x}%`} height={height} className="gauge-segment overflow-visible">
      {isPlate && (
        <rect
          x={INSIDE_PAD / 2}
          y={(height - 20) / 2}
          width={width - INSIDE_PAD}
          height={20}
          rx={3}
          className="fill-surface"
        />
      )}
      <text
        x={isPlate ? width / 2 : INSIDE_PAD}
        y={height / 2}
        textAnchor={isPlate ? "middle" : "start"}
        dominantBaseline="central"
        className={cx("text-xs font-semibold", tone)}
      >
        {text}
        {number !== "" && <tspan className="font-medium"> {number}</tspan>}
      </text>
    </svg>
  );
}

const ANCHORS = { before: "end", after: "start", middle: "middle" } as const;

/** Names above the bar with a line to their segment. Its height is the same without any, so that nothing moves when one comes. */
export function Leaders({ model }: LayerProps) {
  return LABEL_WIDTHS.filter((gauge) => gauge >= 520).map((gauge) => (
    <svg
      key={gauge}
      aria-hidden
      data-labels="leaders"
      width="100%"
      height={LEADERS}
      className={cx("hidden overflow-visible", SHOWN[gauge])}
    >
      {labelsOf(model, gauge, true).leaders.map(({ key, number, text, x, side }) => (
        <g key={key}>
          <line x1={`${x}%`} x2={`${x}%`} y1={3} y2={LEADERS + 2} className="stroke-edge" />
          <svg x={`${x}%`} className="overflow-visible">
            <text
              x={side === "before" ? -LEADER_PAD : LEADER_PAD}
              y={12}
              textAnchor={ANCHORS[side]}
              className={cx("text-xs", key.startsWith("short ") ? "fill-fail font-semibold" : "fill-muted")}
            >
              {text}
              {number !== "" && <tspan className="fill-ink font-semibold"> {number}</tspan>}
            </text>
          </svg>
        </g>
      ))}
    </svg>
  ));
}

/** The axis below the bar: 0 and every limit with its number. */
export function Scale({ model, isFull = false }: LayerProps) {
  return LABEL_WIDTHS.map((gauge) => {
    const { scale, rows } = labelsOf(model, gauge, isFull);
    const kept = isFull && gauge < 640 ? Math.max(2, rows) : rows;
    return (
      <svg
        key={gauge}
        aria-hidden
        data-labels="scale"
        width="100%"
        height={kept * ROW}
        className={cx("hidden overflow-visible", SHOWN[gauge])}
      >
        {scale.map((label) => (
          <ScaleLabel key={label.key} label={label} />
        ))}
      </svg>
    );
  });
}

function ScaleLabel({ label: { number, text, x, side, row } }: { label: Label }): ReactNode {
  return (
    <text
      x={`${x}%`}
      y={row * ROW + 13}
      textAnchor={ANCHORS[side]}
      className={cx("text-xs", number === "" ? "fill-faint" : "fill-muted")}
    >
      {number !== "" && <tspan className="fill-ink font-semibold">{number} </tspan>}
      {text}
    </text>
  );
}
