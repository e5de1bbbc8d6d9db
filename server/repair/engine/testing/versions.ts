import { MAJORS, type Major } from "@/server/embedded/binaries";

/**
 * The versions on which the long walks of a repair are tested: the first and the last, which is one without and one with
 * options of memberships (from 16 on); all five under `npm run test:matrix`. What differs between neighbours has tests of
 * its own on each.
 */
export const REPAIRED_ON: readonly Major[] = process.env.HEADROOM_MATRIX === "all" ? MAJORS : [14, 18];
