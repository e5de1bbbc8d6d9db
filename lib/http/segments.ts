/**
 * Returns the segments of a path, the first one empty; slashes at its end count for nothing. In linear time: any client sends the path,
 * and an expression such as `/\/+$/` begins anew at each slash of a long row.
 */
export function segmentsOf(path: string): string[] {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end -= 1;
  return path.slice(0, end).split("/");
}
