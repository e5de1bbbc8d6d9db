/** Why the launcher cannot go on, in words for the person at the terminal; shown without a stack. */
export class LaunchProblem extends Error {
  override name = "LaunchProblem";
}
