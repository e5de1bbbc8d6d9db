/** A URL taken apart as Elixir's URI.parse does, which Electric uses: without any validation (Elixir, lib/uri.ex). */
export type UrlParts = {
  scheme: string;
  userinfo: string | null;
  host: string;
  /** Text between the host and the path: `:5432`, or nothing. */
  afterHost: string;
  options: ReadonlyMap<string, string>;
};

function decoded(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return spaced;
  }
}

/** Returns the parts of a URL: the user part ends at the last `@` before the first `/`, `?` or `#`. */
export function readsAsUrl(url: string): UrlParts {
  const [, scheme = "", authority = "", query = ""] =
    /^((?:jdbc:)?[a-z][a-z0-9+.-]*):\/\/([^/?#]*)[^?#]*(?:\?([^#]*))?/i.exec(url) ?? [];
  const at = authority.lastIndexOf("@");
  const [, host = "", afterHost = ""] = /^(\[[^\]]*\]|[^:]*)(.*)$/s.exec(authority.slice(at + 1)) ?? [];
  const pairs = query.split("&").filter((pair) => pair !== "");
  return {
    scheme: scheme.toLowerCase(),
    userinfo: at < 0 ? null : authority.slice(0, at),
    host: host.replace(/^\[|\]$/g, ""),
    afterHost,
    options: new Map(
      pairs.map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [decoded(name), decoded(value.join("="))];
      }),
    ),
  };
}
