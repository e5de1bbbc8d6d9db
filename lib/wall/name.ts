import { listed } from "@/lib/text/words";

type Named = { name: string; group: string; host: string };

/** Names of a server beyond this are counted. */
const NAMED = 2;
/** The shortest beginning that says something. */
const SHORTEST = 3;

/** Returns the beginning that all names share, up to a separator: "shop" of "shop-orders" and "shop-web". */
function commonBeginning(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  let length = 0;
  while (length < first.length && rest.every((name) => name.charAt(length) === first.charAt(length)))
    length += 1;
  const shared = first.slice(0, length);
  const isWhole = names.every((name) => name.length === length || /[\s_.:/-]/.test(name.charAt(length)));
  const cut = isWhole ? shared : shared.replace(/[^\s_.:/-]*$/, "");
  return cut.replace(/[\s_.:/-]+$/, "");
}

/**
 * Returns the name of a server from the names that an admin gave to its databases: that of the only one, their group, what they begin
 * with, or the first two. Its host stands for it only where the wall may show hosts.
 */
export function serverName(members: readonly Named[], showsHosts: boolean): string {
  const names = members.map(({ name }) => name);
  const [first] = members;
  if (first === undefined) return "";
  if (members.length === 1) return first.name;
  if (showsHosts) return first.host;
  if (first.group !== "" && members.every(({ group }) => group === first.group)) return first.group;
  const beginning = commonBeginning(names);
  if (beginning.length >= SHORTEST) return beginning;
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(", ")} and ${more} more` : listed(names);
}
