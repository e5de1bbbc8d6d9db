import { REQUEST_ID } from "../log/entry";

const START = "request-";

/** Returns the mark that an unexpected error of a page gets: of an error in production a browser gets nothing but its mark. */
export const digestOfRequest = (requestId: string): string => `${START}${requestId}`;

/** Returns the id of the request in the mark of an error, null for a mark of another kind. */
export function requestOfDigest(digest: string | undefined): string | null {
  if (digest?.startsWith(START) !== true) return null;
  const id = digest.slice(START.length);
  return REQUEST_ID.test(id) ? id : null;
}
