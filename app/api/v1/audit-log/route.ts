import { z } from "zod";
import { exportAuditLog } from "@/lib/api-v1/installation";
import { cursorOf, keyOf } from "@/server/api/cursor";
import { apiRoute } from "@/server/api/route";
import { exportEventsAfter } from "@/server/audit/export";

export const GET = apiRoute(exportAuditLog, async ({ ctx, query: { limit, cursor, after, ...filter } }) => {
  const id = keyOf(cursor, z.int().positive()) ?? after ?? null;
  const events = await exportEventsAfter(ctx, filter, { id, limit: limit + 1 });
  const page = events.slice(0, limit);
  return {
    items: page.map(({ profileRef, profileName, ...event }) => ({
      ...event,
      databaseRef: profileRef,
      databaseName: profileName,
    })),
    next: events.length > limit ? cursorOf(page.at(-1)?.id) : null,
  };
});
