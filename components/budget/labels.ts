import { headroomText } from "@/lib/budget/headroom";
import { placed, scaleOf, type GaugeModel, type GaugeTick, type Placed } from "./model";
import { shortened, textWidth } from "./text-width";

/**
 * Widths of the gauge in px at which its labels are laid out anew. A layout made for the least width of a range holds in all of it:
 * every label keeps its own width and its end at its anchor, and the anchors only move apart.
 */
export const LABEL_WIDTHS = [224, 288, 360, 440, 520, 640, 820, 1080, 1400] as const;

/** A label with its anchor in percent of the axis, and on which side of it the text stands. */
export type Label = {
  key: string;
  /** Drawn bold before the text; "" for none. */
  number: string;
  text: string;
  x: number;
  side: "before" | "after" | "middle";
  /** Line of the scale, from 0. */
  row: number;
  /** Estimated width of the text with its padding, px. */
  width: number;
};

/** A name inside a segment, on a plate where the segment is hatched. */
export type InsideName = Label & { isPlate: boolean };

export type Labels = { inside: InsideName[]; leaders: Label[]; scale: Label[]; rows: number };

/** Interval that a label takes on a gauge so many px wide. */
export function intervalOf(
  { x, side, width }: Pick<Label, "x" | "side" | "width">,
  gauge: number,
): [number, number] {
  const anchor = (x / 100) * gauge;
  if (side === "before") return [anchor - width, anchor];
  if (side === "after") return [anchor, anchor + width];
  return [anchor - width / 2, anchor + width / 2];
}

const GAP = 8;
/** Room between a leader line and its text. */
export const LEADER_PAD = 6;
/** Room between a segment's edge and its name, on both sides. */
export const INSIDE_PAD = 8;
/** Characters of a name before it is cut; the list has it whole. */
const LONGEST = 24;

const fits = (label: Label, others: readonly Label[], gauge: number): boolean => {
  const [start, end] = intervalOf(label, gauge);
  if (start < 0 || end > gauge) return false;
  return others.every((other) => {
    if (other.row !== label.row) return true;
    const [from, to] = intervalOf(other, gauge);
    return end + GAP <= from || to + GAP <= start;
  });
};

const HATCHED: readonly Placed["kind"][] = ["electric-claimed", "short", "unseen"];

/** Returns the names of a segment, the fullest first, each as number and text. */
function namesOf({ kind, label, count, drawn }: Placed): { number: string; text: string }[] {
  const name = shortened(label, LONGEST);
  if (kind === "short") return [{ number: "", text: headroomText(-count) }];
  if (kind === "free") return [{ number: "", text: headroomText(count) }];
  if (kind !== "electric-claimed" && kind !== "electric-open")
    return [
      { number: String(count), text: name },
      { number: "", text: name },
    ];
  const state = kind === "electric-open" ? "open" : "claimed";
  return [
    ...(drawn < count ? [{ number: "", text: `Electric ${drawn} of ${count} fit` }] : []),
    { number: "", text: `Electric ${count} ${state}` },
    { number: "", text: `Electric ${drawn < count ? drawn : count}` },
    { number: "", text: "Electric" },
  ];
}

const widthOf = ({ number, text }: { number: string; text: string }, pad: number): number =>
  textWidth(number === "" ? text : `${text} ${number}`) + pad;

/** Returns the stretches of a segment between the ticks that cross it, each as its beginning and its length in percent. */
function stretchesOf({ from, size }: Placed, ticks: readonly number[]): { x: number; length: number }[] {
  const inside = ticks.filter((at) => at > from && at < from + size).toSorted((one, other) => one - other);
  return [from, ...inside].map((x, at) => ({ x, length: (inside[at] ?? from + size) - x }));
}

/** Returns the fullest name that fits into a segment of a gauge so many px wide, beside every tick; null where none does. */
function insideOf(segment: Placed, ticks: readonly number[], gauge: number): InsideName | null {
  const stretches = stretchesOf(segment, ticks);
  const tries = namesOf(segment).flatMap((name) => {
    const width = widthOf(name, 2 * INSIDE_PAD);
    return stretches
      .filter(({ length }) => width <= (length / 100) * gauge)
      .map(({ x }): InsideName => {
        const key = `${segment.kind} ${segment.label}`;
        return { ...name, key, x, side: "after", row: 0, width, isPlate: HATCHED.includes(segment.kind) };
      });
  });
  return tries[0] ?? null;
}

/** Returns the leader lines that stand beside each other, naming as many connections as can be. */
function leadersOf(segments: readonly Placed[], gauge: number): Label[] {
  const best = (at: number, taken: readonly Label[]): { labels: readonly Label[]; named: number } => {
    const segment = segments[at];
    if (segment === undefined) return { labels: taken, named: 0 };
    const [name = { number: "", text: segment.label }] = namesOf(segment);
    const tries = (["before", "after"] as const).flatMap((side) => {
      const label: Label = {
        ...name,
        key: `${segment.kind} ${segment.label}`,
        x: segment.from + segment.size / 2,
        side,
        row: 0,
        width: widthOf(name, LEADER_PAD),
      };
      return fits(label, taken, gauge) ? [label] : [];
    });
    const options = tries.map((label) => {
      const { labels, named } = best(at + 1, [...taken, label]);
      return { labels, named: named + segment.drawn };
    });
    return [best(at + 1, taken), ...options].reduce((one, other) => (other.named > one.named ? other : one));
  };
  return [...best(0, []).labels];
}

const SIDES: Record<GaugeTick["kind"], readonly Label["side"][]> = {
  usable: ["before", "after", "middle"],
  max: ["after", "before", "middle"],
  peak: ["before", "after", "middle"],
  limit: ["before", "after", "middle"],
};

/** Most lines that a scale needs: each tick alone on one. */
const MOST_ROWS = 6;

/** Returns every limit's label with its line: the more a limit bites, the nearer to the bar. */
function scaleLabels(model: GaugeModel, gauge: number): Label[] {
  const scale = scaleOf(model);
  const zero: Label = { key: "0", number: "", text: "0", x: 0, side: "after", row: 0, width: textWidth("0") };
  const placedLabels = model.ticks.reduce<Label[]>(
    (taken, { kind, at, label: text }) => {
      const name = { number: String(at), text };
      const base = { ...name, key: `${kind} ${text}`, x: (at / scale) * 100, width: widthOf(name, 0) };
      const rows = Array.from({ length: MOST_ROWS }, (_none, row) => row);
      const found = rows
        .flatMap((row) => SIDES[kind].map((side): Label => ({ ...base, side, row })))
        .find((label) => fits(label, taken, gauge));
      return found === undefined ? taken : [...taken, found];
    },
    model.ticks.length === 0 ? [] : [zero],
  );
  const reserved = model.maxConnections - model.usable;
  const middle: Label = {
    key: "reserved",
    number: "",
    text: `${reserved} reserved`,
    x: ((model.usable + reserved / 2) / scale) * 100,
    side: "middle",
    row: 0,
    width: textWidth(`${reserved} reserved`),
  };
  return reserved > 0 && model.ticks.length > 0 && fits(middle, placedLabels, gauge)
    ? [...placedLabels, middle]
    : placedLabels;
}

/** Below this no leader line is drawn: the list alone names what has no room. */
const LEADERS_FROM = 520;

/** Returns all labels of a gauge that is so many px wide: nothing overlaps, and nothing ends outside. `isFull`: with names. */
export function labelsOf(model: GaugeModel, gauge: number, isFull: boolean): Labels {
  const drawn = placed(model).filter((segment) => segment.drawn > 0);
  const end = scaleOf(model);
  const ticks = model.ticks.map(({ at }) => (at / end) * 100);
  const names = isFull ? drawn.map((segment) => ({ segment, name: insideOf(segment, ticks, gauge) })) : [];
  const unnamed = names.flatMap(({ segment, name }) =>
    name === null && segment.kind !== "free" ? [segment] : [],
  );
  const scale = scaleLabels(model, gauge);
  return {
    inside: names.flatMap(({ name }) => name ?? []),
    leaders: gauge < LEADERS_FROM ? [] : leadersOf(unnamed, gauge),
    scale,
    rows: 1 + Math.max(0, ...scale.map(({ row }) => row)),
  };
}
