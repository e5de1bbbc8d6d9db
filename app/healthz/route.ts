export const dynamic = "force-dynamic";

/** Whether this process answers, whatever its store does: what a supervisor that restarts it wants to know. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
