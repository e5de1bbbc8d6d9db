import { answerWithMetrics } from "@/server/metrics/answer";

export const dynamic = "force-dynamic";

/** Answers with the metrics for Prometheus, to a request with a token. */
export function GET(request: Request): Promise<Response> {
  return answerWithMetrics(request);
}
