"use client";

import { useSyncExternalStore } from "react";
import { exactTime, relativeTime } from "./relative";

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page; it stands still while no time is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

const readNow = (): number => (now ||= Date.now());
/** Whole seconds, because React reads it twice while it hydrates and wants the same answer. */
const serverNow = (): number => Math.floor(Date.now() / 1000) * 1000;

/** A time as people say it, with the exact time on hover and in `datetime`. `at` is ISO. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const current = useSyncExternalStore(subscribe, readNow, serverNow);
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={exactTime(time)} className={className} suppressHydrationWarning>
      {relativeTime(time, current)}
    </time>
  );
}
