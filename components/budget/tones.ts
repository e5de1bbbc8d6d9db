/** Fill of a segment by its tone; free and reserved are muted, and no status colour is a segment's. */
export const fills: Record<string, string> = {
  "electric-open": "fill-seg-electric",
  "electric-claimed": "fill-[url(#hatch-claimed)]",
  "application-1": "fill-seg-1",
  "application-2": "fill-seg-2",
  "application-3": "fill-seg-3",
  "application-4": "fill-seg-4",
  others: "fill-seg-other",
  headroom: "fill-seg-own",
  free: "fill-seg-free",
  reserved: "fill-seg-reserved",
  short: "fill-[url(#hatch-short)]",
  unseen: "fill-[url(#hatch-unseen)]",
};
