import { activityEntryEndpoint } from "@/lib/api/activity";
import { readEvent } from "@/server/audit/list";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";

/** One entry of the audit log with everything in it, for a reader who opens it. */
export const GET = route({ role: "member", params: activityEntryEndpoint.params }, async ({ ctx, params }) =>
  jsonAnswer(activityEntryEndpoint, await readEvent(ctx, params.entry)),
);
