import { z } from "zod";
import { alertCountEndpoint } from "@/lib/api/alerts";
import { readAlertCount } from "@/server/alerts/read";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";

/** How many alerts fire now. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) =>
  jsonAnswer(alertCountEndpoint, await readAlertCount(ctx)),
);
