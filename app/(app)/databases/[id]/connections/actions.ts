"use server";

import { signalBackend } from "@/server/connections/signal";
import { action } from "@/server/endpoints/action";

/** Cancels a query, or ends a transaction or a session; says what came of it, or what has to be said first. */
export const signal = action("admin", (ctx, id: string, input: unknown) => signalBackend(ctx, id, input));
