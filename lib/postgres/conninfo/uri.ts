import { assign, noParts, type Parts } from "./parts";

const HOST_FOLLOWS = /^(\[[^\]]*\]|[^\s/@?#:,[\]]*)(:[^/?#@]*)?(,[^/?#@]*)?([/?#]|$)/;
const MUST_ESCAPE = /[\s@/:?#[\]]|%(?![0-9a-fA-F]{2})/g;

/** Percent-decodes what can be decoded; a stray `%` stays as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/**
 * Where the user part ends. A password with a raw `@` or `/` makes several places possible: the last `@` that a host
 * name follows is meant, except one inside a parameter after a place that is good already.
 */
function endOfUser(rest: string): number {
  const good = [...rest.matchAll(/@/g)]
    .map(({ index }) => index)
    .filter((at) => HOST_FOLLOWS.test(rest.slice(at + 1)));
  const outside = good.filter((at) => !/[?&][\w.-]+=[^&]*$/.test(rest.slice(good[0] ?? 0, at)));
  return outside.at(-1) ?? -1;
}

/** Reads `scheme://user:password@host:port/database?name=value`, forgiving where people forget to escape. */
export function readUri(text: string): Parts {
  const parts = noParts();
  const start = text.indexOf("://") + 3;
  const rest = text.slice(start);
  const at = endOfUser(rest);
  if (at >= 0) readUser(parts, rest.slice(0, at), start);
  const [, authority = "", path = "", query = ""] =
    /^([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?/.exec(rest.slice(at + 1)) ?? [];
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  parts.host = decode(host.replace(/^\[|\]$/g, "")) || null;
  parts.port = port || null;
  parts.database = decode(path.slice(1)) || null;
  for (const pair of query.split("&").filter(Boolean)) {
    const [name = "", ...value] = pair.split("=");
    assign(parts, decode(name), decode(value.join("=")));
  }
  return parts;
}

function readUser(parts: Parts, userPart: string, start: number): void {
  const colon = userPart.indexOf(":");
  parts.user = decode(colon < 0 ? userPart : userPart.slice(0, colon)) || null;
  if (colon < 0) return;
  const raw = userPart.slice(colon + 1);
  parts.password = decode(raw) || null;
  parts.passwordRange = [start + colon + 1, start + userPart.length];
  parts.unescaped = [...new Set(raw.match(MUST_ESCAPE) ?? [])];
}
