import { z } from "zod";

/** Something that SQL cannot do on this server, as a step that a person takes; checked until it is true. */
export const manualStepSchema = z.object({
  /** The check that it makes pass. */
  check: z.string(),
  /** Other checks that ask for the same; absent where there is none. */
  also: z.array(z.string()).optional(),
  /** Why no check shows that it was done, as a sentence; absent where its checks do. */
  unseen: z.string().optional(),
  /** Another step of the same list makes its checks pass as well; absent where none does. */
  either: z.literal(true).optional(),
  title: z.string(),
  /** Act and its reason, in sentences. */
  says: z.string(),
  /** The parameter, its exact value ("" is an empty list), what it is now, and the sum behind it; null where it is no parameter. */
  value: z.object({ name: z.string(), to: z.string(), now: z.string(), sum: z.string() }).nullable(),
  /** Clicks in the provider's console, in their order; empty where there is none. */
  path: z.array(z.string()),
  /** Commands or API calls that do the same, each whole and copyable. */
  commands: z.array(z.object({ label: z.string(), text: z.string() })),
  /** Effect of a restart there; null where none is needed. */
  restart: z.string().nullable(),
  /** Source of the fact, as a title. */
  source: z.string(),
});

export type ManualStep = z.infer<typeof manualStepSchema>;
