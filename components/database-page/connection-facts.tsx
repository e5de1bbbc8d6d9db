import type { Fact } from "@/components/ui/facts";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { AsideFacts } from "./facts";

const encryption = ({ encrypted, certificateVerified, sslmode }: Snapshot["connection"]): string => {
  if (!encrypted) return `none, plain text (sslmode ${sslmode})`;
  return `TLS, ${certificateVerified ? "verified" : "not verified"} (sslmode ${sslmode})`;
};

const ACCESS: Record<Target["strategy"], string> = { owner: "owner", member: "member", manual: "manual" };

/** Facts of the connection and the server as the latest check run saw them. */
export function ConnectionFacts({ snapshot, target }: { snapshot: Snapshot; target: Target }) {
  const { connection } = snapshot;
  const facts: Fact[] = [
    ...(snapshot.reached ? serverFacts(snapshot) : []),
    { name: "Address", value: <Mono>{connection.address ?? "not resolved"}</Mono> },
    { name: "Connects as", value: <Mono>{connection.user}</Mono> },
    { name: "Encryption", value: encryption(connection) },
    { name: "Connect time", value: `${Math.round(connection.totalMs)} ms` },
    ...(snapshot.reached ? objectFacts(snapshot) : []),
    { name: "Table access", value: ACCESS[target.strategy] },
  ];
  return <AsideFacts title="Facts" facts={facts} />;
}

const serverFacts = ({ server }: ReachedSnapshot): Fact[] => [
  { name: "Server", value: `PostgreSQL ${server.version}` },
  { name: "wal_level", term: "WAL", value: server.walLevel },
];

function objectFacts({ role, publication, slots, server }: ReachedSnapshot): Fact[] {
  return [
    {
      name: "Electric’s role",
      value: role === null ? <span className="text-fail">does not exist</span> : <Mono>{role.name}</Mono>,
    },
    {
      name: "Publication",
      term: "publication",
      value:
        publication === null ? <span className="text-faint">none yet</span> : <Mono>{publication.name}</Mono>,
    },
    {
      name: "Slots",
      term: "replication slot",
      value: isUnseen(slots)
        ? "not visible to this role"
        : `${slots.length} of ${server.maxReplicationSlots} in use`,
    },
  ];
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}
