import { checkDatabase as checkEndpoint, followCheck as followEndpoint } from "@/lib/api-v1/check";
import { apiLines } from "@/server/api/route";
import { checkDatabase, followCheck } from "@/server/visits/check";

export const GET = apiLines(followEndpoint, ({ ctx, params }) => followCheck(ctx, params.id));

export const POST = apiLines(checkEndpoint, ({ ctx, params }) => checkDatabase(ctx, params.id));
