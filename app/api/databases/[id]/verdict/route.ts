import { verdictEndpoint } from "@/lib/api/verdict";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";
import { readLatestVerdict } from "@/server/visits/judged";

/** The verdict of the latest check run, for the head of a page that stays open. */
export const GET = route({ role: "member", params: verdictEndpoint.params }, async ({ ctx, params }) =>
  jsonAnswer(verdictEndpoint, await readLatestVerdict(ctx, params.id)),
);
