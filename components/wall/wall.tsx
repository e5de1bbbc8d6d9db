"use client";

import { useRef } from "react";
import { GaugePatterns } from "@/components/budget/patterns";
import { cx } from "@/components/ui/cx";
import { pageAt, rowsOfPage, wallLayout } from "@/lib/wall/pages";
import type { WallLooks } from "@/lib/wall/link";
import type { WallEvent } from "@/lib/wall/schema";
import { countKinds, wallStandingOf } from "@/lib/wall/standing";
import { useRoom } from "./use-room";
import { useWall } from "./use-wall";
import { WallEnded } from "./wall-ended";
import { WallHeader } from "./wall-header";
import { WallServerRow } from "./wall-row";
import { WallTitle } from "./wall-title";

/** Servers that are drawn larger. */
const FEW = 2;

type WallProps = { initial: WallEvent; looks: WallLooks };

/** The health of all servers of a link, to be read from across a room: every size is in em of a text that grows with the screen. */
export function Wall({ initial, looks: { theme, contrast } }: WallProps) {
  const { rows, trends, link, now } = useWall(initial);
  const main = useRef<HTMLElement>(null);
  const room = useRoom(main);
  const time = now ?? Date.parse(initial.at);
  const all = rows.map((row) => ({ row, standing: wallStandingOf(row, time) }));
  const layout = room === null ? null : wallLayout(all.length, room);
  const page = layout === null ? 0 : pageAt(time, layout.pages);
  const shown = layout === null ? all : rowsOfPage(all, layout, page);
  const counts = countKinds(all.map(({ standing }) => standing));
  const isEnded = link === "signed out";
  return (
    <div
      data-wall
      data-theme={theme === "system" ? undefined : theme}
      data-contrast={contrast === "high" ? "high" : undefined}
      className="flex min-h-dvh flex-col bg-surface text-[clamp(14px,1.05vw,36px)] leading-[1.4] text-ink min-[900px]:h-dvh"
    >
      <GaugePatterns isWall />
      <WallTitle counts={counts} isEnded={isEnded} />
      {isEnded ? (
        <WallEnded />
      ) : (
        <>
          <WallHeader
            counts={counts}
            link={link}
            now={now}
            page={layout !== null && layout.pages > 1 ? { number: page + 1, of: layout.pages } : null}
          />
          <main
            ref={main}
            data-page={page}
            // Set in the browser alone, once the room is known.
            style={
              layout === null
                ? undefined
                : {
                    gridTemplateRows: `repeat(${layout.rows}, minmax(0, 1fr))`,
                    gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
                  }
            }
            className={cx(
              "grid min-h-0 flex-1 gap-x-[4em] px-4 min-[900px]:grid-flow-col min-[900px]:px-[2.4em]",
              layout === null && "grid-cols-1 content-start min-[900px]:grid-flow-row",
              // One or two servers have the screen for themselves.
              all.length <= FEW && "min-[1200px]:text-[1.5em]",
            )}
          >
            <h1 className="sr-only">Connection headroom by server</h1>
            {shown.length === 0 && (
              <p className="self-center text-muted">No database is shown by this link.</p>
            )}
            {shown.map(({ row, standing }) => (
              <WallServerRow
                key={row.key}
                row={row}
                standing={standing}
                trend={trends[row.key]}
                isDense={layout?.isDense ?? false}
                isHalf={layout?.columns === 2}
              />
            ))}
          </main>
        </>
      )}
    </div>
  );
}
