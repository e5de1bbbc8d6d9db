import { z } from "zod";
import { parseJson } from "@/lib/text/json";

/** What a request that failed is answered with: a text for the user, and what is wrong with each field. */
export const refusalSchema = z.object({ message: z.string(), fields: z.record(z.string(), z.string()) });

export type Refusal = z.infer<typeof refusalSchema>;

/** Raised for a request that was refused, with the texts for the user and the status of the answer. */
export class Refused extends Error {
  override name = "Refused";
  constructor(
    readonly refusal: Refusal,
    readonly status: number,
  ) {
    super(refusal.message);
  }
}

/** Returns whether an error says that what was asked for is not there: asking again brings the same answer. */
export const isGone = (error: unknown): boolean => error instanceof Refused && error.status === 404;

/** Returns a query's rule for asking again by itself: so many times, and not for what was refused by a rule of ours. */
export const retryUpTo =
  (times: number) =>
  (failures: number, error: Error): boolean =>
    failures < times && !(error instanceof Refused && error.status < 500);

/** Returns whether an answer of a server action is a refusal. */
export const isRefusal = (answer: object): answer is Refusal => "message" in answer && "fields" in answer;

/** Returns the JSON of an answer of our own server. @throws Refused with its text, or with one of ours where it has none */
export async function jsonOf(response: Response): Promise<unknown> {
  const body = parseJson(await response.text());
  if (response.ok) return body;
  const refusal = refusalSchema.safeParse(body);
  throw new Refused(
    refusal.success
      ? refusal.data
      : { message: `Headroom's own server answered ${response.status}. Try again.`, fields: {} },
    response.status,
  );
}
