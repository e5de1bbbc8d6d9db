import { readiness } from "@/server/store/ready";

export const dynamic = "force-dynamic";

/**
 * Whether requests can be served: the store answers, takes changes and has this program's migrations. Says in two words why
 * not and nothing else, because it answers without a session; answers within 2 s.
 */
export async function GET(): Promise<Response> {
  const store = await readiness();
  const [status, body] =
    store === "ready" ? [200, { status: "ok" }] : [503, { status: "unavailable", store }];
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
