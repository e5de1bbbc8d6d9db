import { sliceOf, type Excerpt } from "./excerpt";
import { readHosts } from "./hosts";
import { isParameter } from "./names";
import { assign, keepSecret, noParts, type Parts } from "./parts";

const HOST_FOLLOWS = /^(\[[^\]]*\]|[^\s/@?#:,[\]]*)(:[^/?#@]*)?(,[^/?#@]*)?([/?#]|$)/;
const MUST_ESCAPE = /[\s@/:?#[\]]|%(?![0-9a-fA-F]{2})/g;

/** Percent-decodes what can be decoded; a stray `%` stays as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch (error) {
      if (error instanceof URIError) return run;
      throw error;
    }
  });
}

/** Returns whether an `@` stands in the value of a parameter that some driver knows: `?application_name=me@home`. */
function isInParameter(before: string): boolean {
  const name = /[?&]([\w.-]+)=[^&]*$/.exec(before)?.[1];
  return name !== undefined && isParameter(name);
}

/**
 * Returns the offset at which the user part ends, -1 without one. A password with a raw `@` or `/` makes several places
 * possible: the last `@` before a host name is meant, except one in a parameter after a place that is good already.
 */
function endOfUser(rest: string): number {
  const good = [...rest.matchAll(/@/g)]
    .map(({ index }) => index)
    .filter((at) => HOST_FOLLOWS.test(rest.slice(at + 1)));
  const outside = good.filter((at) => at === good[0] || !isInParameter(rest.slice(good[0] ?? 0, at)));
  return outside.at(-1) ?? -1;
}

/** `host:5432,other:5433` or an IPv6 address, where no `@` stands. */
const PLACE = /^(?:\[.*|[0-9a-f:.]+|[^:,]*(?::\d{0,20})?(?:,[^:,]*(?::\d{0,20})?)*)$/i;

/** Returns whether a text without `@` ends within a password: what follows its first colon cannot be a port. */
function isHalfTyped(rest: string): boolean {
  const [start = ""] = rest.split(/[/?#]/);
  return start.includes(":") && (!PLACE.test(start) || /^[^:[]+:\d{6,}$/.test(rest));
}

function readUser(parts: Parts, userPart: Excerpt): void {
  const colon = userPart.text.indexOf(":");
  parts.user = decode(colon < 0 ? userPart.text : userPart.text.slice(0, colon)) || null;
  if (colon < 0) return;
  const raw = sliceOf(userPart, colon + 1);
  parts.password = decode(raw.text) || null;
  keepSecret(parts, raw);
  parts.unescaped = [...new Set(raw.text.match(MUST_ESCAPE) ?? [])];
}

function readQuery(parts: Parts, query: Excerpt, between = "&"): void {
  for (const { 0: pair, index } of query.text.matchAll(between === "&" ? /[^&]+/g : /[^;]+/g)) {
    const equals = pair.indexOf("=");
    const end = equals < 0 ? pair.length : equals;
    const value = sliceOf(query, index + Math.min(end + 1, pair.length), index + pair.length);
    assign(parts, decode(pair.slice(0, end)), decode(value.text), value);
  }
}

/** Reads `scheme://user:password@host:port/database?name=value`, forgiving where people forget to escape. */
export function readUri(excerpt: Excerpt): Parts {
  const parts = noParts();
  parts.url = excerpt.text;
  const rest = sliceOf(excerpt, excerpt.text.indexOf("://") + 3);
  const at = endOfUser(rest.text);
  if (at < 0 && isHalfTyped(rest.text)) {
    readUser(parts, rest);
    return parts;
  }
  if (at >= 0) readUser(parts, sliceOf(rest, 0, at));
  const place = sliceOf(rest, at + 1);
  const [, authority = "", path = "", query] = /^([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?/.exec(place.text) ?? [];
  Object.assign(parts, readHosts(decode(authority)));
  const own = path.search(/;\s*[A-Za-z]\w*=/);
  parts.database = decode(path.slice(1, own < 0 ? undefined : own)) || null;
  // `…/shop;user=app;password=…`: a way of other systems, which no driver of Postgres reads.
  if (own >= 0)
    readQuery(parts, sliceOf(place, authority.length + own + 1, authority.length + path.length), ";");
  if (query === undefined) return parts;
  const from = authority.length + path.length + 1;
  readQuery(parts, sliceOf(place, from, from + query.length));
  return parts;
}
