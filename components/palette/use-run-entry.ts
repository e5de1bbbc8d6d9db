"use client";

import { usePathname, useRouter } from "next/navigation";
import { api } from "@/components/api/client";
import { useAnnounce } from "@/components/ui/announcer";
import { checkEndpoint } from "@/lib/api/check";
import { checkAllEndpoint } from "@/lib/api/check-all";
import type { Does, PaletteAct } from "@/lib/palette/places";

/** Acts that the palette is given, because other parts of the page own them. */
export type GivenActs = Record<Exclude<PaletteAct, "check all">, () => void | Promise<void>>;

/** Reads a stream up to its first event: what it is of has begun then, and goes on. */
async function begun(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _event of events) return;
}

/** Returns what does an entry of the palette. It rejects with a text for the user where it was refused. */
export function useRunEntry(acts: GivenActs): (does: Does) => Promise<void> {
  const router = useRouter();
  const pathname = usePathname();
  const announce = useAnnounce();
  const goOrRefresh = (home: string) =>
    pathname === home || (home !== "/" && pathname.startsWith(`${home}/`))
      ? router.refresh()
      : router.push(home);
  return async (does) => {
    switch (does.kind) {
      case "go":
        return router.push(does.href);
      case "check":
        announce("Checking the database.");
        await begun(api.events(checkEndpoint, { params: { id: does.databaseId } }));
        return goOrRefresh(`/databases/${does.databaseId}`);
      case "act":
        if (does.act !== "check all") return acts[does.act]();
        announce("Checking all databases.");
        await begun(api.events(checkAllEndpoint, {}));
        return goOrRefresh("/");
    }
  };
}
