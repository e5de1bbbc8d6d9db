import type { PageGaugeSize } from "@/components/budget/bar";
import { fullModel, unknownFull } from "@/components/budget/full";
import { Gauge } from "@/components/budget/gauge";
import { gaugeModel, type GaugeModel } from "@/components/budget/model";
import { ConnectionsUnseen } from "./connections-unseen";
import { RelativeTime } from "@/components/ui/relative-time";
import { GaugeSkeleton } from "./gauge-skeleton";
import { leavesBetween, standingOf, type Standing, type StandingKind } from "./standing";
import { StateMark } from "./state-mark";
import { Trouble } from "./trouble";
import type { Looked } from "./use-live";

/** Connections as the latest visit saw them, drawn until a sample comes. */
export type Fallback = { model: GaugeModel; at: string };

type GaugeOfProps = {
  looked: Looked;
  name: string;
  size: PageGaugeSize;
  fallback: Fallback | null;
  /** The page says elsewhere why there is no session: here only that there is none, and when it is tried again. */
  brief?: boolean;
};

/** States in which what is drawn is not what is so now. */
const PAST: readonly StandingKind[] = [
  "signed out",
  "reconnecting",
  "unreachable",
  "full",
  "crowded",
  "stale",
];
/** States that are more pressing than how much is left. */
const MARKED: readonly StandingKind[] = ["signed out", "reconnecting", "unreachable", "full", "crowded"];

/** The gauge of what is known of a database, whatever its state, with the state and what to do about it. */
export function GaugeOf(props: GaugeOfProps) {
  const { looked, size, brief = false } = props;
  const standing = standingOf(looked);
  if (size === "row") return <Picture {...props} standing={standing} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Picture {...props} standing={standing} />
      <Trouble standing={standing} looked={looked} detailed={size === "full" && !brief} />
    </div>
  );
}

function Picture({ looked, name, size, fallback, standing }: GaugeOfProps & { standing: Standing }) {
  const { live } = looked;
  const { kind, word } = standing;
  const marked = MARKED.includes(kind);
  const mark = marked ? <StateMark kind={kind} word={word} className="font-medium" /> : undefined;
  const state = kind === "live" ? undefined : word.toLowerCase();
  const seen = live?.budget ? gaugeModel(live.budget) : null;
  const isFull = kind === "full" && (live?.trouble?.full ?? "server") === "server";

  if (isFull) {
    const known = seen ?? fallback?.model ?? null;
    return (
      <Gauge
        model={known === null ? unknownFull : fullModel(known)}
        headline={
          known === null ? (size === "row" ? "All taken" : "All usable connections in use") : undefined
        }
        at={live?.sampledAt ?? live?.sentAt ?? ""}
        age={<State looked={looked} standing={standing} />}
        {...{ size, name, mark, state }}
      />
    );
  }
  if (seen !== null && live?.sampledAt)
    return (
      <Gauge
        model={seen}
        at={live.sampledAt}
        age={<State looked={looked} standing={standing} />}
        past={PAST.includes(kind)}
        {...{ size, name, mark, state }}
      />
    );
  const isUnseen = live?.state === "sampling";
  if (fallback !== null && !isUnseen)
    return (
      <Gauge
        model={fallback.model}
        at={fallback.at}
        past={marked}
        {...{ size, name, mark, state: marked ? state : undefined }}
        age={<VisitAge at={fallback.at} standing={standing} />}
      />
    );
  if (isUnseen)
    return size === "row" ? (
      <p className="text-sm text-faint">Connections not seen</p>
    ) : (
      <ConnectionsUnseen />
    );
  if (kind === "starting" || kind === "late" || kind === "stale" || kind === "live")
    return (
      <GaugeSkeleton size={size} says={size === "row" ? "Starting" : "The first sample is on its way"} />
    );
  return size === "row" ? <p className="text-sm">{mark ?? <StateMark kind={kind} word={word} />}</p> : null;
}

/** The state behind the sum, with the age of what is drawn, and what is special of it. */
function State({
  looked: { live, ageMs },
  standing: { kind, word, says },
}: {
  looked: Looked;
  standing: Standing;
}) {
  const leaves = kind === "live" && live !== null && leavesBetween(live);
  return (
    <>
      {ageMs === null && live?.sampledAt ? (
        <RelativeTime at={live.sampledAt} className="whitespace-nowrap" />
      ) : (
        <StateMark kind={kind} word={word} ageMs={ageMs} says={says} className="align-bottom" />
      )}
      {leaves && <span className="mt-1 block">{says}</span>}
    </>
  );
}

/** A picture from a visit says so. */
function VisitAge({ at, standing: { kind, word } }: { at: string; standing: Standing }) {
  return (
    <>
      seen by the check <RelativeTime at={at} className="whitespace-nowrap" />
      {kind === "starting" && (
        <>
          {" · "}
          <StateMark kind={kind} word={word} className="align-bottom" />
        </>
      )}
    </>
  );
}
