import { publishedEndpoint } from "@/lib/api/published";
import { attachment } from "@/server/endpoints/attachment";
import { routeWithQuery } from "@/server/endpoints/route";
import { downloadPublished } from "@/server/visits/published";

const { params, query } = publishedEndpoint;

const TYPES = { json: "application/json; charset=utf-8", sql: "application/sql; charset=utf-8" } as const;

/** Returns the content of Electric's publication, for a service that takes Electric's place. */
export const GET = routeWithQuery(
  { role: "member", params, query },
  async ({ ctx, params: { id }, query: asked }) =>
    attachment(await downloadPublished(ctx, id, asked), {
      type: TYPES[asked.format],
      name: `published.${asked.format}`,
    }),
);
