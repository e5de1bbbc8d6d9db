import { Facts, type Fact } from "@/components/ui/facts";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";

const encryption = ({ encrypted, certificateVerified }: Snapshot["connection"]): string => {
  if (!encrypted) return "None: the session is plain text";
  return certificateVerified
    ? "TLS; certificate and host name verified"
    : "TLS; the certificate was not verified against the host name";
};

/** Facts of the connection and the server from a visit, as names and values. */
export function ConnectionFacts({ snapshot }: { snapshot: Snapshot }) {
  const { connection } = snapshot;
  const facts: Fact[] = [
    { name: "Address", value: <Mono>{connection.address ?? "not resolved"}</Mono> },
    { name: "Database", value: <Mono>{connection.database}</Mono> },
    { name: "Visited as", value: <Mono>{connection.user}</Mono> },
  ];
  const rest = snapshot.reached
    ? sessionFacts(snapshot)
    : [{ name: "Asked for", value: `sslmode ${connection.sslmode}` }];
  return <Facts facts={[...facts, ...rest]} />;
}

function sessionFacts(snapshot: ReachedSnapshot): Fact[] {
  const { connection, server, role, publication, slots } = snapshot;
  return [
    { name: "Encryption", value: `${encryption(connection)} (sslmode ${connection.sslmode})` },
    { name: "Time to connect", value: `${Math.round(connection.totalMs)} ms` },
    { name: "Server", value: `PostgreSQL ${server.version}, wal_level ${server.walLevel}` },
    { name: "Electric’s role", value: role === null ? "Does not exist yet" : <Mono>{role.name}</Mono> },
    {
      name: "Publication",
      value: publication === null ? "Does not exist yet" : <Mono>{publication.name}</Mono>,
    },
    {
      name: "Replication slots",
      value: isUnseen(slots)
        ? "Not visible to the visiting role"
        : `${slots.length} of ${server.maxReplicationSlots} in use`,
    },
  ];
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-sm">{children}</span>;
}
