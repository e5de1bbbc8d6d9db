"use client";

import { useLayoutEffect } from "react";
import { iconOf, titleWith, type TabState } from "./tab";

/**
 * Writes the state into the tab's title, also when a page puts a title of its own there, and draws it on the tab's icon.
 * Its icon is as it was when the component goes; the next page writes its own title. (Layout effects, so that the watching
 * ends before that page is drawn.) `fails` is how many checks fail.
 */
export function useTab(state: TabState | undefined, fails: number): void {
  const kind = state === undefined ? undefined : (state?.kind ?? null);
  const count = state?.kind === "short" ? state.count : 0;

  useLayoutEffect(() => {
    if (kind === undefined) return;
    const now: TabState = kind === null ? null : kind === "short" ? { kind, count } : { kind };
    // Writing what stands there already would be seen as another change.
    const write = () => {
      const title = titleWith(document.title, now, fails);
      if (title !== document.title) document.title = title;
    };
    write();
    const watching = new MutationObserver(write);
    watching.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => watching.disconnect();
  }, [kind, count, fails]);

  useLayoutEffect(() => {
    if (kind === undefined || kind === null) return;
    const url = iconOf(kind === "short" ? { kind, count: 1 } : { kind });
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')];
    const own = links.map((link) => link.getAttribute("href") ?? "");
    for (const link of links) link.setAttribute("href", url);
    return () => links.forEach((link, index) => link.setAttribute("href", own[index] ?? ""));
  }, [kind, count]);
}
