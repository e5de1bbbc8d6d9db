"use client";

import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { cx } from "@/components/ui/cx";
import type { Instance, StandInStatus } from "@/lib/sandbox/stand-in";
import { instanceWords, phaseWords, troubleWords } from "@/lib/sandbox/words";

function lookOf(instance: Instance) {
  if (instance.phase === "active") return { Icon: CircleCheck, tone: "text-pass" };
  if (troubleWords(instance) !== null) return { Icon: TriangleAlert, tone: "text-warn" };
  return { Icon: CircleDashed, tone: "text-muted" };
}

function InstanceRow({ instance, name }: { instance: Instance; name: string | null }) {
  const { Icon, tone } = lookOf(instance);
  const trouble = troubleWords(instance);
  return (
    <li className="flex gap-2">
      <Icon aria-hidden className={cx("mt-0.5 size-4.5 shrink-0", tone)} />
      <div className="min-w-0 wrap-anywhere">
        {name !== null && <p className="text-sm text-muted">{name}</p>}
        <p className="font-medium">{instanceWords(instance)}</p>
        {trouble !== null && <p className="text-sm text-muted">{trouble}</p>}
      </div>
    </li>
  );
}

const NAMES = ["First instance", "Second instance, as in a rolling deploy"];

/** Returns what a screen reader is told: it changes with the phases, not with every connection. */
function heard(standIn: StandInStatus["standIn"]): string {
  if (standIn === null) return "The stand-in is stopped";
  const [first, second] = standIn.instances.map((instance) => phaseWords(instance));
  return second === undefined ? `Electric stand-in. ${first}` : `First: ${first}. Second: ${second}`;
}

/** How each instance of the stand-in is doing, said to screen readers when it enters another phase. */
export function StandInState({ standIn }: { standIn: StandInStatus["standIn"] }) {
  const announce = useAnnounce();
  const words = heard(standIn);
  const said = useRef(words);
  useEffect(() => {
    if (said.current === words) return;
    said.current = words;
    announce(words);
  }, [announce, words]);
  if (standIn === null) return <p className="text-muted">It is stopped.</p>;
  const several = standIn.instances.length > 1;
  return (
    <ul className="grid gap-2" aria-label="State of the stand-in">
      {standIn.instances.map((instance, at) => (
        <InstanceRow key={NAMES[at]} instance={instance} name={several ? (NAMES[at] ?? null) : null} />
      ))}
    </ul>
  );
}
