import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "./db";

const PATIENCE_MS = 30_000;

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
};

/** Waits up to 30 s (`patience`, ms) for a store that is starting, as under compose. @throws Error in words for the terminal */
export async function waitForStore(patience: number = PATIENCE_MS): Promise<void> {
  for (const end = Date.now() + patience; ; await sleep(500)) {
    try {
      await db().execute(sql`SELECT 1`);
      return;
    } catch (error) {
      const code = codeOf(error);
      const starting =
        code === "57P03" || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN";
      if (starting && Date.now() < end) continue;
      throw new Error(
        `Headroom's own store (DATABASE_URL) cannot be used: ${code || "no answer"}. Is it running, and are user, password and database right?`,
      );
    }
  }
}
