"use client";

import { useEffect } from "react";
import type { WallKind } from "@/lib/wall/standing";

type WallTitleProps = { counts: Record<WallKind, number>; isEnded: boolean };

/** Returns the title of the tab: what is wrong first. */
export function wallTitle({ counts, isEnded }: WallTitleProps): string {
  if (isEnded) return "Ended · Wall · Headroom";
  const short = counts.short + counts.full;
  const state =
    short > 0 ? `(${short} short) ` : counts["not ready"] > 0 ? `(${counts["not ready"]} not ready) ` : "";
  return `${state}Wall · Headroom`;
}

/** Keeps the title of the tab at what the wall shows. */
export function WallTitle(props: WallTitleProps) {
  const title = wallTitle(props);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
