import { readConnectionString } from "@/lib/postgres/connection-string";
import { isParameter } from "@/lib/postgres/conninfo/names";
import { portNumber } from "@/lib/postgres/conninfo/hosts";
import { isNamedScheme } from "@/lib/postgres/conninfo/schemes";
import { quotedNames, type UrlFlaw } from "./url-flaw";
import { readsAsUrl } from "./url-parts";
import { userFlaws } from "./url-user";

const SSLMODES = ["disable", "allow", "prefer", "require"];

function hostFlaws(host: string, afterHost: string): UrlFlaw[] {
  if (host.trim() === "") return [{ id: "no-host", detail: "There is no host name in it." }];
  if (host.includes(","))
    return [
      {
        id: "several-hosts",
        detail: "It names several hosts, which Electric takes for one name. Name the primary.",
      },
    ];
  if (afterHost.includes(","))
    return [
      {
        id: "more-hosts",
        detail: "It names several hosts. Electric uses the first only: that has to be the primary.",
      },
    ];
  const [, digits] = /^:?(\d*)$/.exec(afterHost) ?? [];
  return digits === "" || (digits !== undefined && portNumber(digits) !== null)
    ? []
    : [
        {
          id: "port",
          detail:
            "What follows the host is not a port number (1 to 65535). Electric takes the digits that it begins with, or 5432.",
        },
      ];
}

function optionFlaws(options: ReadonlyMap<string, string>): UrlFlaw[] {
  const sslmode = options.get("sslmode");
  const flaws: UrlFlaw[] = [];
  if (options.has("replication"))
    flaws.push({
      id: "replication",
      detail: "Electric refuses the option `replication`: it opens both kinds of connection itself.",
    });
  if (sslmode === "verify-ca" || sslmode === "verify-full")
    flaws.push({
      id: "sslmode-verify",
      detail: `Electric refuses sslmode=${sslmode}. Give it sslmode=require and the authority's certificate in ELECTRIC_DATABASE_CA_CERTIFICATE_FILE: then it verifies the server.`,
    });
  else if (sslmode !== undefined && !SSLMODES.includes(sslmode))
    flaws.push({
      id: "sslmode-invalid",
      detail: `${/^[\w-]{1,20}$/.test(sslmode) ? `“${sslmode}”` : "Its value"} is not an sslmode. Electric knows ${SSLMODES.join(", ")}.`,
    });
  const ignored = [...options.keys()].filter((name) => name !== "sslmode" && name !== "replication");
  // A name that no driver knows may be a piece of a password.
  const known = ignored.filter(isParameter);
  const names = known.length > 0 ? quotedNames(known) : "options that no driver knows";
  if (ignored.length > 0)
    flaws.push({
      id: "ignored-options",
      detail: `Electric ignores ${names}${ignored.includes("sslrootcert") ? "; a certificate goes into ELECTRIC_DATABASE_CA_CERTIFICATE_FILE" : ""}.`,
    });
  return flaws;
}

/**
 * Returns what Electric cannot parse, reads otherwise or silently ignores in the text meant for DATABASE_URL; empty for
 * one that it takes as it is. Details hold no secret. Source: Electric 1.7.12, config.ex 415-468, and Elixir's URI.parse.
 */
export function electricUrlFlaws(text: string): UrlFlaw[] {
  const { url, form } = readConnectionString(text);
  // No deployment gives Electric a psql command or a list of variables.
  if (url === null && (form === "command" || form === "variables")) return [];
  if (url === null)
    return [
      {
        id: "not-a-url",
        detail: "Electric reads only the form postgresql://user:password@host:port/database.",
      },
    ];
  const { scheme, userinfo, host, afterHost, options } = readsAsUrl(url);
  if (scheme !== "postgres" && scheme !== "postgresql")
    return [
      {
        id: "scheme",
        detail: `Electric refuses ${isNamedScheme(scheme) ? `“${scheme}://”` : "this scheme"}: the address begins with postgresql:// or postgres://.`,
      },
    ];
  const user = userFlaws(url, userinfo);
  const split = user.some(({ id }) => id === "delimiter-in-password");
  return split ? user : [...hostFlaws(host, afterHost), ...user, ...optionFlaws(options)];
}
