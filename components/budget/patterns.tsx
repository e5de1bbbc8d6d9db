/**
 * The hatchings of all gauges on a page, once: what will be taken, what is missing, and what cannot be seen. `isWall`: their width grows
 * with the text, as all sizes of the wall do.
 */
export function GaugePatterns({ isWall = false }: { isWall?: boolean }) {
  const width = isWall ? { all: "0.6em", stripe: "0.35em" } : { all: "6", stripe: "3.5" };
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        <Hatching
          id="hatch-claimed"
          turn={45}
          ground="fill-hatch-electric"
          stripe="fill-seg-electric"
          width={width}
        />
        <Hatching id="hatch-short" turn={-45} ground="fill-hatch-fail" stripe="fill-fail" width={width} />
        <Hatching id="hatch-unseen" turn={45} ground="fill-sunken" stripe="fill-seg-other" width={width} />
        <Hatching id="hatch-pause" turn={-45} ground="fill-sunken" stripe="fill-seg-free" width={width} />
      </defs>
    </svg>
  );
}

type HatchingProps = {
  id: string;
  turn: number;
  ground: string;
  stripe: string;
  width: { all: string; stripe: string };
};

function Hatching({ id, turn, ground, stripe, width: { all, stripe: striped } }: HatchingProps) {
  return (
    <pattern
      id={id}
      width={all}
      height={all}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${turn})`}
    >
      <rect width={all} height={all} className={ground} />
      <rect width={striped} height={all} className={stripe} />
    </pattern>
  );
}
