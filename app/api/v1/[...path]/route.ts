import { NotFound } from "@/server/errors";
import { problemResponse } from "@/server/api/problem";

/** Answers each address of the API that is none, in its own form. */
const nothing = (): Response =>
  problemResponse(
    new NotFound("There is nothing at this address. The addresses stand in /api/v1/openapi.json."),
  );

export const GET = nothing;
export const POST = nothing;
