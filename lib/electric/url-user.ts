import { excerptOf } from "@/lib/postgres/conninfo/excerpt";
import { readUri } from "@/lib/postgres/conninfo/uri";
import { quotedNames, type UrlFlaw } from "./url-flaw";

/** Returns what is wrong before the `@`: `userinfo` as Electric reads it, null where it finds none. */
export function userFlaws(url: string, userinfo: string | null): UrlFlaw[] {
  const { unescaped } = readUri(excerptOf(url));
  const delimiters = unescaped.filter((char) => "/?#".includes(char));
  if (delimiters.length > 0)
    return [
      {
        id: "delimiter-in-password",
        detail: `The password has an unescaped ${quotedNames(delimiters)}, where Electric takes the host to end. Percent-encode it.`,
      },
    ];
  const parts = userinfo?.split(":") ?? [];
  if ((parts[0] ?? "").trim() === "")
    return [
      { id: "no-user", detail: "There is no user name before the host, and Electric demands one there." },
    ];
  if (parts.length > 2)
    return [
      {
        id: "colon-in-password",
        detail:
          "The password has an unescaped `:`, which Electric reports as an invalid user name. Write %3A.",
      },
    ];
  const at: UrlFlaw[] = userinfo?.includes("@")
    ? [
        {
          id: "at-in-password",
          detail:
            "The password has an unescaped `@`. Electric takes the last one for the end of it, other programs the first. Write %40.",
        },
      ]
    : [];
  return parts.length === 1
    ? [
        { id: "no-password", detail: "There is no password in it. Electric does not start without one." },
        ...at,
      ]
    : at;
}
