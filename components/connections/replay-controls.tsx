"use client";

import { ChevronLeft, ChevronRight, Download, Pause, Play } from "lucide-react";
import type { KeyboardEvent } from "react";
import { MomentLink } from "@/components/history/moment-link";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { RelativeTime } from "@/components/ui/relative-time";
import { at, live, positionOf, stepped, type Replay } from "@/lib/live/replay";
import type { Live } from "@/lib/live/schema";

type ReplayControlsProps = {
  databaseId: string;
  ticks: readonly Live[];
  replay: Replay;
  onReplay: (replay: Replay) => void;
};

/** Stops at a sample, steps through the last ones, and takes them along. What is shown ages meanwhile. */
export function ReplayControls({ databaseId, ticks, replay, onReplay }: ReplayControlsProps) {
  const position = positionOf(replay, ticks);
  const shown = ticks[position];
  const isLive = replay.kind === "live";
  const step = (by: number) => onReplay(stepped(replay, by, ticks));
  const press = (event: KeyboardEvent) => {
    // The slider moves by these keys itself.
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  };
  return (
    <div
      role="group"
      aria-label="Samples of the last minutes"
      onKeyDown={press}
      className="flex flex-wrap items-center gap-2"
    >
      <Button
        size="sm"
        disabled={ticks.length === 0}
        onClick={() => onReplay(isLive ? at(ticks.length - 1, ticks) : live)}
      >
        {isLive ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
        {isLive ? "Pause" : "Back to live"}
      </Button>
      <Button size="sm" aria-label="Previous sample" disabled={position <= 0} onClick={() => step(-1)}>
        <ChevronLeft aria-hidden className="size-4" />
      </Button>
      <input
        type="range"
        aria-label="Sample shown"
        aria-valuetext={
          shown?.sampledAt
            ? `${position + 1} of ${ticks.length}, ${shown.sampledAt.slice(11, 19)} UTC`
            : "none yet"
        }
        min={0}
        max={Math.max(0, ticks.length - 1)}
        value={Math.max(0, position)}
        disabled={ticks.length < 2}
        onChange={(event) => onReplay(at(event.target.valueAsNumber, ticks))}
        className="h-6 min-w-24 flex-1 accent-accent sm:max-w-64"
      />
      <Button
        size="sm"
        aria-label="Next sample"
        disabled={isLive || position >= ticks.length - 1}
        onClick={() => step(1)}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Button>
      <span className="min-w-40 text-sm text-muted">
        {isLive || !shown?.sampledAt ? (
          `${ticks.length} ${ticks.length === 1 ? "sample" : "samples"} to step through`
        ) : (
          <>
            Sample {position + 1} of {ticks.length}, <RelativeTime at={shown.sampledAt} />
          </>
        )}
      </span>
      {/* Keeps its place before the first sample, so that what is below does not move. */}
      <span className={shown?.sampledAt ? undefined : "invisible"}>
        <MomentLink databaseId={databaseId} at={shown?.sampledAt ?? undefined} />
      </span>
      <a
        href={`/api/databases/${databaseId}/ticks?download=1`}
        download
        className={buttonStyle("ghost", "sm")}
      >
        <Download aria-hidden className="size-4" />
        JSON lines
      </a>
    </div>
  );
}
