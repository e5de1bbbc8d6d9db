import { defineCheck } from "../define";
import { fail, pass, type Way } from "../finding";

const WHERE: Partial<Record<string, Way>> = {
  planetscale: { says: "Use the user name without |replica: it leads to the primary." },
  aurora: { says: "Use the writer endpoint of the cluster, the one without -ro-." },
  neon: { says: "Use the endpoint of the branch's primary compute, not that of a read replica." },
};

export const connectionPrimary = defineCheck({
  id: "connection.primary",
  title: "The server is the primary",
  why: "Electric creates a publication and a slot and asks for pg_current_wal_lsn(), which a standby refuses; its pooled address has to lead to the same primary.",
  source: "Electric 1.7.12, shapes/querying.ex and snapshot_query.ex 56-98; PostgreSQL docs 9.28.3",
  worst: "fail",
  act: { says: "Connect to the primary server", page: "settings" },
  urgency: 30,
  foretells: ["create publication"],
  judge({ server, connection }) {
    if (!server.inRecovery) return pass("It is not in recovery.");
    return fail({
      found: `${connection.host} is a standby: it is in recovery`,
      needed: "the primary",
      objects: [connection.host],
      ways: [
        WHERE[connection.provider] ?? { says: "Use the address of the primary." },
        { says: "Or promote this server, if it is to take over from the primary." },
      ],
    });
  },
});
