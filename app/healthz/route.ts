import { sql } from "drizzle-orm";
import { db } from "@/server/store/db";

export const dynamic = "force-dynamic";

/** Whether the store answers; says nothing else, because anybody may ask. */
export async function GET(): Promise<Response> {
  try {
    await db().execute(sql`SELECT 1`);
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
