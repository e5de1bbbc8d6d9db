import { isIpv6Only, USE_IPV6 } from "@/lib/electric/address-family";
import { isIpv6 } from "@/lib/postgres/conninfo/hosts";
import { defineConnectionCheck } from "../define";
import { fail, pass } from "../finding";
import { noSession } from "./no-session";

export const connectionIpv6 = defineConnectionCheck({
  id: "connection.ipv6",
  title: "Electric asks for an address that the host has",
  why: `Electric asks for IPv4 addresses alone and has no way on to IPv6: a host without one ends its start with “domain does not exist” (nxdomain). With ${USE_IPV6} it asks for IPv6 first, and for IPv4 where there is none.`,
  source: "Electric 1.7.12, connection_resolver.ex 280-301 and db_connection_error.ex 575-590",
  worst: "fail",
  act: { says: "Turn on IPv6 for Electric", page: "settings" },
  urgency: 20,
  judge({ host, addresses, failure }, target) {
    if (!isIpv6Only(host, addresses)) {
      const known = failure === null || (addresses ?? []).length > 0;
      return known ? pass("The host has an IPv4 address.") : noSession();
    }
    const what = isIpv6(host) ? `${host} is an IPv6 address` : `${host} has IPv6 addresses only`;
    if (target.ipv6) return pass(`${what}, and the target says that ${USE_IPV6} is set.`);
    return fail({
      found: `${what}. Electric asks for IPv4 alone and ends with nxdomain.`,
      needed: `${USE_IPV6}, or a host name with an IPv4 address`,
      objects: [host],
      ways: [
        {
          says: `Set ${USE_IPV6} in Electric's environment, and tick it in the target (--ipv6). A container needs an IPv6 network for it: docker network create --ipv6.`,
        },
        {
          says: "Or give Electric a host name with an IPv4 address, in DATABASE_URL and here. Some providers sell one (Supabase: the IPv4 add-on); a pooler's address will not do.",
        },
      ],
    });
  },
});
