/** The hatchings of all gauges on a page, once: what will be taken, and what is missing. */
export function GaugePatterns() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        <pattern
          id="hatch-claimed"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="fill-surface" />
          <rect width="3.5" height="6" className="fill-seg-electric" />
        </pattern>
        <pattern
          id="hatch-short"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="6" height="6" className="fill-fail-soft" />
          <rect width="3.5" height="6" className="fill-fail" />
        </pattern>
      </defs>
    </svg>
  );
}
