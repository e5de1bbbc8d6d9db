import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Gauge as GaugeIcon,
  RefreshCw,
  TriangleAlert,
  Zap,
  type LucideIcon,
} from "lucide-react";
import type { Link } from "@/components/live/stream-state";
import { fills } from "@/components/budget/tones";
import { cx } from "@/components/ui/cx";
import { count } from "@/lib/text/words";
import { WALL_KINDS, type WallKind } from "@/lib/wall/standing";

type Count = { icon: LucideIcon; tone: string; says: (number: number) => string };

const COUNTS: Record<Exclude<WallKind, "ready">, Count> = {
  full: { icon: Zap, tone: "text-fail", says: (number) => `${number} full` },
  short: { icon: GaugeIcon, tone: "text-fail", says: (number) => `${count(number, "server")} short` },
  "not ready": { icon: CircleX, tone: "text-fail", says: (number) => `${number} not ready` },
  warning: { icon: TriangleAlert, tone: "text-warn", says: (number) => count(number, "warning") },
  "without data": { icon: CircleDashed, tone: "text-muted", says: (number) => `${number} without data` },
};

const ORDER = WALL_KINDS.filter((kind) => kind !== "ready").toSorted(
  (one, other) => Number(one === "without data") - Number(other === "without data"),
);

const LEGEND = [
  ["electric-open", "Electric"],
  ["electric-claimed", "claimed"],
  ["application-1", "applications"],
  ["reserved", "reserved"],
] as const;

/** One form for all: 24 hours, in the zone of the screen. */
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

type WallHeaderProps = {
  counts: Record<WallKind, number>;
  link: Link;
  /** Headroom's clock, ms; null until the page runs. */
  now: number | null;
  page: { number: number; of: number } | null;
};

/** Head of the wall: the counts of what is wrong, the legend, the page, and Headroom's clock. */
export function WallHeader({ counts, link, now, page }: WallHeaderProps) {
  const wrong = ORDER.filter((kind) => counts[kind] > 0);
  return (
    <header className="flex flex-wrap items-center gap-x-[1.6em] gap-y-1 border-b border-line px-4 py-3 text-muted min-[900px]:px-[2.4em] min-[900px]:py-[1.1em]">
      <b className="text-[1.25em] leading-[1.3] font-semibold text-ink">Headroom</b>
      {wrong.map((kind) => {
        const { icon: Icon, tone, says } = COUNTS[kind];
        return (
          <span
            key={kind}
            className={cx("inline-flex items-center gap-[0.4em] font-medium whitespace-nowrap", tone)}
          >
            <Icon aria-hidden className="size-[1.2em]" />
            {says(counts[kind])}
          </span>
        );
      })}
      {wrong.length === 0 && counts.ready > 0 && (
        <span className="inline-flex items-center gap-[0.4em] font-medium text-pass">
          <CircleCheck aria-hidden className="size-[1.2em]" />
          All ready
        </span>
      )}
      {link === "lost" && (
        <span className="inline-flex items-center gap-[0.4em] font-medium whitespace-nowrap text-warn">
          <RefreshCw aria-hidden className="size-[1.1em]" />
          Reconnecting
        </span>
      )}
      <span className="ml-auto hidden items-center gap-[1.2em] min-[1300px]:flex">
        {LEGEND.map(([tone, word]) => (
          <span key={tone} className="inline-flex items-center gap-[0.6em]">
            <svg aria-hidden className="size-[0.9em]">
              <rect width="100%" height="100%" rx="2" className={fills[tone]} />
            </svg>
            {word}
          </span>
        ))}
      </span>
      {page !== null && (
        <span className="font-medium whitespace-nowrap max-[1300px]:ml-auto">
          {page.number} of {page.of}
        </span>
      )}
      <time
        className={cx(
          "text-[1.25em] leading-[1.3] font-semibold text-ink",
          page === null && "max-[1300px]:ml-auto",
        )}
      >
        {now === null ? "\u00a0" : CLOCK.format(now)}
      </time>
    </header>
  );
}
