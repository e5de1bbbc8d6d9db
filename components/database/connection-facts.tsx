import { Facts, type Fact } from "@/components/ui/facts";
import type { Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";

const encryption = ({ connection: { encrypted, certificateVerified } }: Snapshot): string => {
  if (!encrypted) return "None: the session is plain text";
  return certificateVerified
    ? "TLS; certificate and host name verified"
    : "TLS; the certificate was not verified against the host name";
};

/** What a visit saw of the connection and the server, as names and values. */
export function ConnectionFacts({ snapshot }: { snapshot: Snapshot }) {
  const { connection } = snapshot;
  const facts: Fact[] = [
    { name: "Address", value: <Mono>{connection.address ?? "not resolved"}</Mono> },
    { name: "Encryption", value: `${encryption(snapshot)} (sslmode ${connection.sslmode})` },
    { name: "Visited as", value: <Mono>{connection.user}</Mono> },
    { name: "Time to connect", value: `${Math.round(connection.totalMs)} ms` },
  ];
  return <Facts facts={snapshot.reached ? [...facts, ...serverFacts(snapshot)] : facts} />;
}

function serverFacts(snapshot: Extract<Snapshot, { reached: true }>): Fact[] {
  const { server, role, publication, slots } = snapshot;
  return [
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
