import { getHistory } from "@/lib/api-v1/databases";
import { apiRoute } from "@/server/api/route";
import { readHistory } from "@/server/history/read";

export const GET = apiRoute(getHistory, ({ ctx, params, query }) => readHistory(ctx, params.id, query.range));
