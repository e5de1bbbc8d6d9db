import type { FailureKind } from "@/lib/snapshot/connection";
import { providers } from "@/lib/postgres/provider";
import { place, type FailureRule } from "./text";

const LOCAL =
  " Seen from a container, localhost is the container itself: there the host's own name is needed, such as host.docker.internal.";

/** No conversation with a Postgres came about. */
export const networkFailures = {
  dns: ({ host }) => ({
    what: `The name ${host} does not resolve to an address.`,
    why: "It is mistyped, it is known inside a private network only, or the database no longer exists. Electric stops for good at such a name; it also asks for IPv4 addresses only, unless ELECTRIC_DATABASE_USE_IPV6=true.",
    next: "Compare the host name with the one that your provider shows, and check that this machine may resolve it.",
  }),
  "address-refused": ({ host, address }) => ({
    what: `Headroom does not connect to ${address ?? host}.`,
    why: "The address belongs to a range in which no database of yours should be (link-local, metadata service, multicast), or which this installation forbids.",
    next: "Give the address that Electric will use. If this is the right one, the operator of Headroom decides which ranges it may reach.",
  }),
  refused: (connection) => ({
    what: `Nothing accepts connections at ${place(connection)}.`,
    why: "The machine answers, but no server listens on this port, or a firewall turns it away.",
    next: `Check the port and that Postgres is running and listens on this address.${connection.loopback ? LOCAL : ""}`,
  }),
  timeout: (connection) =>
    connection.failure?.stage === "tcp" || connection.failure?.stage === "dns"
      ? {
          what: `${place(connection)} did not answer in time.`,
          why: "A firewall drops the packets, the address is not reachable from here, or a suspended server is still waking up.",
          next: `Add this machine's address to the list of allowed addresses at ${providers[connection.provider].name === "Postgres" ? "the firewall" : providers[connection.provider].name}, then try again.`,
        }
      : {
          what: `${place(connection)} accepted the connection and then said nothing.`,
          why: "The server is overloaded or hangs, a proxy waits for a server that is away, or the port belongs to something else.",
          next: "Check that this is the port of Postgres, and try again once the server answers other clients.",
        },
  "not-postgres": (connection) => ({
    what: `What answers at ${place(connection)} is not Postgres.`,
    why: "It replied with something that no Postgres server says: the port belongs to another service, such as a web server.",
    next: "Use the port of the database: 5432, unless your provider names another.",
  }),
  lost: (connection) => ({
    what: `The connection to ${place(connection)} broke off.`,
    why: "The server, a proxy or the network closed it before the answer was complete: a crash, a restart or a failover does that.",
    next: "Check again in a moment. If it stays so, look into the server's log at this time.",
  }),
  protocol: (connection) => ({
    what: `${place(connection)} answered in a way that does not fit the Postgres protocol.`,
    why: "A proxy or a pooler between here and the server changes the conversation, or the server speaks a version that is not supported.",
    next: "Connect directly to the server, without a proxy in between: Electric needs that as well.",
  }),
} satisfies Partial<Record<FailureKind, FailureRule>>;
