import { MAJORS, type Major } from "@/server/embedded/binaries";

/**
 * The versions on which the long walks of a repair are tested: the first, the one from which memberships have options, and
 * the last; all five under `npm run test:matrix`. What differs between neighbours has tests of its own on each.
 */
export const REPAIRED_ON: readonly Major[] =
  process.env.HEADROOM_MATRIX === "all" ? MAJORS : MAJORS.filter((major) => major % 2 === 0);
