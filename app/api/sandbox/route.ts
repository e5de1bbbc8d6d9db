import { z } from "zod";
import { sandboxEndpoint } from "@/lib/api/sandbox";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";
import { standInStatus } from "@/server/sandbox/stand-in-status";

/** How the sandbox's Electric stand-in and its application are doing now. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) =>
  jsonAnswer(sandboxEndpoint, await standInStatus(ctx)),
);
