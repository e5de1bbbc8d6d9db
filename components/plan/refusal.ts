import { z } from "zod";

/** What a request that failed is answered with: a text for the user, and what is wrong with each field. */
export const refusalSchema = z.object({ message: z.string(), fields: z.record(z.string(), z.string()) });

export type Refusal = z.infer<typeof refusalSchema>;

/** Raised for a request that was refused, with the texts for the user. */
export class Refused extends Error {
  override name = "Refused";
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** Returns whether an answer of a server action is a refusal. */
export const isRefusal = (answer: object): answer is Refusal => "message" in answer && "fields" in answer;

/** Returns the JSON of an answer of our own server. @throws Refused with its text, or with one of ours where it has none */
export async function jsonOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const refusal = refusalSchema.safeParse(body);
  throw new Refused(
    refusal.success
      ? refusal.data
      : { message: `Headroom's own server answered ${response.status}. Try again.`, fields: {} },
  );
}
