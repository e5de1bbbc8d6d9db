"use client";

import { useEffect, useRef } from "react";
import { useLatestVerdict } from "@/components/check/use-latest-verdict";
import { useAnnounce } from "@/components/ui/announcer";
import type { LatestVerdict } from "@/lib/databases/latest-verdict";
import type { Live } from "@/lib/live/schema";
import { newsOf, told, type News } from "./news";
import { standingOf } from "./standing";
import { tabStateOf } from "./tab";
import { useLive } from "./use-live";
import { useTab } from "./use-tab";

type LiveTabProps = { databaseId: string; name: string; latest: LatestVerdict; initial: Live | null };

/** How long a change lasts before it is said, ms: what comes and goes is no news. */
const LASTING_MS = 1_500;

/** Draws nothing: keeps the tab's title and icon true for all pages of a database, and says aloud what changes. */
export function LiveTab({ databaseId, name, latest, initial }: LiveTabProps) {
  const announce = useAnnounce();
  const fails = useLatestVerdict(databaseId, latest)?.fails ?? 0;
  const looked = useLive(databaseId, initial);
  const standing = standingOf(looked);
  useTab(tabStateOf(looked.live, standing), fails);

  const said = useRef<News | null>(null);
  const news = newsOf(looked.live, standing);
  const { state, short = 0 } = news ?? {};
  const { kind, word, says } = standing;
  useEffect(() => {
    if (state === undefined) return;
    const timer = setTimeout(() => {
      const text = told(name, said.current, { state, short }, { kind, word, says });
      said.current = { state, short };
      if (text !== null) announce(text);
    }, LASTING_MS);
    return () => clearTimeout(timer);
  }, [announce, kind, name, says, short, state, word]);
  return null;
}
