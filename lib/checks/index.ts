import type { Check } from "./define";
import { publicationOperations } from "./publication/operations";

/** Every check, in the order people read them. A new check is one file, its test, and one line here. */
export const checks: readonly Check[] = [
  // connection
  // server
  // budget
  // role
  // tables
  // publication
  publicationOperations,
  // slot
  // electric
];
