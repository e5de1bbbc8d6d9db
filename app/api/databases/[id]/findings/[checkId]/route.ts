import { findingEndpoint } from "@/lib/api/finding";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";
import { readFinding } from "@/server/visits/finding";

/** One finding of the latest visit or trial, with all of its objects and its SQL uncut. */
export const GET = route({ role: "member", params: findingEndpoint.params }, async ({ ctx, params }) =>
  jsonAnswer(findingEndpoint, await readFinding(ctx, params.id, params.checkId)),
);
