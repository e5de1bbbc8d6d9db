import { cx } from "@/components/ui/cx";
import { LABEL_WIDTHS, labelsOf } from "./labels";
import type { GaugeModel } from "./model";

/** Px of the text that labels are measured for. On the wall they stand in 1 em, so that a width counts in twelfths of an em. */
const TEXT_PX = 12;

/** Shows one layout in its range of widths in em; the list goes with LABEL_WIDTHS, one class for each. */
const SHOWN: Record<(typeof LABEL_WIDTHS)[number], string> = {
  224: "@max-[24em]:block",
  288: "@min-[24em]:@max-[30em]:block",
  360: "@min-[30em]:@max-[36.667em]:block",
  440: "@min-[36.667em]:@max-[43.333em]:block",
  520: "@min-[43.333em]:@max-[53.333em]:block",
  640: "@min-[53.333em]:@max-[68.333em]:block",
  820: "@min-[68.333em]:@max-[90em]:block",
  1080: "@min-[90em]:@max-[116.667em]:block",
  1400: "@min-[116.667em]:block",
};

const ANCHORS = { before: "end", after: "start", middle: "middle" } as const;

/** The axis of a gauge on the wall: 0 and the limits of the first line, in em. What has no room there is in the list of limits. */
export function WallScale({ model }: { model: GaugeModel }) {
  return LABEL_WIDTHS.map((gauge) => (
    <svg
      key={gauge}
      aria-hidden
      data-labels="scale"
      data-em={gauge / TEXT_PX}
      width="100%"
      height="1.5em"
      className={cx("hidden overflow-visible", SHOWN[gauge])}
    >
      {labelsOf(model, gauge, false)
        .scale.filter(({ row }) => row === 0)
        .map(({ key, number, text, x, side }) => (
          <text
            key={key}
            x={`${x}%`}
            y="1.1em"
            textAnchor={ANCHORS[side]}
            className={number === "" ? "fill-faint" : "fill-muted"}
          >
            {number !== "" && <tspan className="fill-ink font-semibold">{number} </tspan>}
            {text}
          </text>
        ))}
    </svg>
  ));
}
