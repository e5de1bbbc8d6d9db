import { supportBundleEndpoint } from "@/lib/api/support-bundle";
import { attachment } from "@/server/endpoints/attachment";
import { routeWithQuery } from "@/server/endpoints/route";
import { downloadBundle } from "@/server/support/bundle";

/** The support bundle of a database, to send to support: names are replaced unless `names=keep`. */
export const GET = routeWithQuery(
  { role: "member", params: supportBundleEndpoint.params, query: supportBundleEndpoint.query },
  async ({ ctx, params: { id }, query }) =>
    attachment(`${JSON.stringify(await downloadBundle(ctx, id, query), null, 2)}\n`, {
      type: "application/json; charset=utf-8",
      name: "headroom-support.json",
    }),
);
