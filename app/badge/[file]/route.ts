import { addressOf } from "@/server/http/address";
import { errorResponse } from "@/server/http/error-response";
import { answerWithBadge } from "@/server/badges/answer";

type Params = { params: Promise<{ file: string }> };

/** Answers with a database's status badge, as an SVG or as the JSON that shields.io reads. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { file } = await params;
  try {
    return await answerWithBadge(file, {
      address: addressOf(request.headers),
      known: request.headers.get("if-none-match"),
    });
  } catch (error) {
    const { status, refusal, headers } = errorResponse(error);
    return Response.json(refusal, { status, headers: { "cache-control": "no-store", ...headers } });
  }
}
