import { getFinding } from "@/lib/api-v1/databases";
import { apiRoute } from "@/server/api/route";
import { readFinding } from "@/server/visits/finding";

export const GET = apiRoute(getFinding, ({ ctx, params: { id, checkId } }) => readFinding(ctx, id, checkId));
