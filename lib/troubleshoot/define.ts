import type { CheckId } from "@/lib/checks";
import type { Container } from "./container";

/** Reactions of Electric to an error. */
export const REACTIONS = {
  exits: "Exits",
  purges: "Purges all shapes",
  retries: "Retries without end",
  waits: "Waits",
  refuses: "Answers the request with an error",
  continues: "Continues",
  "not electric": "Electric is not involved",
} as const;

export type Reaction = keyof typeof REACTIONS;

/** The program whose words the samples are. */
export type Program =
  | "Electric"
  | "Postgres"
  | "PgBouncer"
  | "PlanetScale"
  | "Neon"
  | "Prisma Postgres"
  | "Docker"
  | "Kubernetes"
  | "Electric's guide";

/** One thing to do: a sentence, and the SQL, setting or command that does it. */
export type Step = { says: string; code?: string };

/** A known error: how it is recognised, its meaning, Electric's reaction, and the steps that end it. */
export type Entry<Slug extends string = string> = {
  /** Its address: `/errors/<slug>`. Never changed, because others link to it. */
  slug: Slug;
  title: string;
  says: readonly Program[];
  /** Texts as the program writes them, names filled in. Each is a test in both directions. */
  samples: readonly [string, ...string[]];
  /** In lower case; white space in them and in the text does not count. Wildcards are bounded. */
  patterns: readonly [RegExp, ...RegExp[]];
  /** SQLSTATEs that point here where no text does, as in a server with messages of another language. */
  sqlstates?: readonly string[];
  /** Set for a text that another error causes: an entry without it comes before. */
  symptom?: true;
  /** At most two sentences. */
  meaning: string;
  /** Text that is folded behind "More". */
  more?: string;
  reaction: Reaction;
  /** Electric's reaction in a sentence or two. */
  electric: string;
  /** In the order in which they are tried. */
  steps: readonly [Step, ...Step[]];
  checks: readonly CheckId[];
  /** Source of the facts. */
  source: string;
  /** Returns the evidence in a container's settings or state; null where there is none. Holds no secret. */
  inContainer?(container: Container): string | null;
};

/** Defines an entry, and keeps its slug as a literal type. */
export const defineEntry = <const Slug extends string>(entry: Entry<Slug>): Entry<Slug> => entry;
