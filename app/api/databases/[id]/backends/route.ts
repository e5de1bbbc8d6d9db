import { backendsEndpoint } from "@/lib/api/backends";
import { listBackends } from "@/server/connections/list";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithBody } from "@/server/endpoints/route";

const { params, body } = backendsEndpoint;

/** The sessions of one group, as they are now; it takes a body because a group is told by five names. */
export const POST = routeWithBody({ role: "member", params, body }, async ({ ctx, params: { id }, body }) =>
  jsonAnswer(backendsEndpoint, await listBackends(ctx, id, body)),
);
