import { MAJORS, type Major } from "@/server/embedded/binaries";

/** Whether `npm run test:matrix` runs, which leaves out no version. */
const ALL = process.env.HEADROOM_MATRIX === "all";

const BETWEEN = [15, 16, 17] as const satisfies Major[];

/**
 * The versions of a test by what decides how it comes out, of which neighbours have the same. A test whose catalogue, grammar or
 * SQL differs from version to version takes MAJORS and none of these.
 */
const SAMPLES = {
  /** The first and the last: without and with options of memberships (16), with a public schema that is open and closed (15). */
  ends: () => [14, 18],
  /** Versions of the matrix, and the first on which Postgres itself fixes the search path of maintenance (17). */
  maintenance: () => [14, 17, 18],
  /** The first, the last, and one between them: cases of one kind take turns at it. */
  turns: (turn) => [14, BETWEEN[turn % BETWEEN.length] ?? 16, 18],
} as const satisfies Record<string, (turn: number) => Major[]>;

/**
 * Returns the versions on which a test runs; `turn` numbers the cases of one kind. All five under `npm run test:matrix`, which
 * runs every file that calls this.
 */
export const versionsFor = (differs: keyof typeof SAMPLES, turn = 0): readonly Major[] =>
  ALL ? MAJORS : SAMPLES[differs](turn);
