import type { GaugeModel, GaugeSegment } from "./model";

const HELD: readonly GaugeSegment["kind"][] = ["electric-open", "application", "others"];

const taken = (count: number, drawn: number): GaugeSegment => ({
  kind: "unseen",
  label: "Taken",
  count,
  drawn,
  detail: "by whom cannot be seen: Headroom could not get in either",
});

/**
 * Returns what is drawn of a server that let us in no more: every usable connection is taken. What the latest sample saw is
 * kept, and the rest is taken by sessions that cannot be seen from outside.
 */
export function fullModel(model: GaugeModel): GaugeModel {
  let room = model.usable;
  const held = model.segments
    .filter(({ kind }) => HELD.includes(kind))
    .map((segment) => {
      const drawn = Math.min(segment.count, room);
      room -= drawn;
      return { ...segment, drawn };
    });
  const known = held.reduce((sum, { count }) => sum + count, 0);
  const reserved = model.segments.filter(({ kind }) => kind === "reserved");
  return {
    ...model,
    segments: [...held, ...(room > 0 ? [taken(room, room)] : []), ...reserved],
    claimed: Math.max(known, model.usable),
    inUse: Math.max(known, model.usable),
    headroom: null,
    sentence: `All ${model.usable} usable connections in use, none left`,
    sum: `${known} held by whom the latest sample saw + ${room} taken since = ${known + room} of ${model.usable} usable`,
  };
}

/** The same where no sample came before: nothing is known but that all is taken. */
export const unknownFull: GaugeModel = {
  segments: [taken(0, 1)],
  ticks: [],
  claimed: 1,
  inUse: 1,
  usable: 1,
  maxConnections: 1,
  headroom: null,
  sentence: "All usable connections in use, none left",
  sum: "No connection could be counted: no sample came before the server was full",
};
