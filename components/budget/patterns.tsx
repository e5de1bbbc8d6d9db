/** The hatchings of all gauges on a page, once: what will be taken, what is missing, and what nobody can see. */
export function GaugePatterns() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        <Hatching id="hatch-claimed" turn={45} ground="fill-hatch-electric" stripe="fill-seg-electric" />
        <Hatching id="hatch-short" turn={-45} ground="fill-hatch-fail" stripe="fill-fail" />
        <Hatching id="hatch-unseen" turn={45} ground="fill-sunken" stripe="fill-seg-other" />
        <Hatching id="hatch-pause" turn={-45} ground="fill-sunken" stripe="fill-seg-free" />
      </defs>
    </svg>
  );
}

type HatchingProps = { id: string; turn: number; ground: string; stripe: string };

function Hatching({ id, turn, ground, stripe }: HatchingProps) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect width="6" height="6" className={ground} />
      <rect width="3.5" height="6" className={stripe} />
    </pattern>
  );
}
