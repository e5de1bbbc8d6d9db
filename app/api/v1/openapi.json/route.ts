import { openApiDocument } from "@/lib/api-v1/openapi";

/** The OpenAPI document of the API. It has no data of the team, so that it needs no token. */
export const GET = (): Response => Response.json(openApiDocument());
