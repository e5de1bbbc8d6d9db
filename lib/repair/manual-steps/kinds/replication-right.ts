import { roleExists } from "@/lib/checks/role/exists";
import { roleReplication } from "@/lib/checks/role/replication";
import { displayName } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import { majorOf } from "@/lib/target/mode";
import type { ManualStep } from "../schema";
import type { Context, Kind } from "./kind";

const NOTHING = { value: null, path: [], commands: [], restart: null } as const;

/** Render docs, postgresql-logical-replication. */
function byRendersSupport({ target }: Context): Omit<ManualStep, "check"> {
  const name = displayName(target.role);
  return {
    ...NOTHING,
    path: [],
    commands: [
      {
        label: "What to write to Render's support",
        text: `Please give the role ${name} the REPLICATION attribute and turn logical replication on.`,
      },
    ],
    title: `Ask Render's support to let ${name} replicate`,
    says: `${providers.render.replication} It takes a workspace on Pro or above and a disk of at least 10 GB; name the role and the schemas.`,
    source: "Render docs, postgresql-logical-replication",
  };
}

/** DigitalOcean, up to 15: only a superuser gives REPLICATION, and its customers have none (PostgreSQL 15 docs, ALTER ROLE). */
function byUpgrade({ target, snapshot }: Context): Omit<ManualStep, "check"> {
  const name = displayName(target.role);
  return {
    ...NOTHING,
    path: [],
    commands: [],
    title: `Let doadmin stand in for ${name}, or upgrade to Postgres 16`,
    says: `On Postgres ${majorOf(snapshot.server.versionNum)} only doadmin may replicate at DigitalOcean, and it cannot pass the right on. From 16 on it can make roles that replicate. Until then, name doadmin as Electric's role in the target.`,
    source: "PostgreSQL 15 and 16 docs, ALTER ROLE; Electric docs, integrations/digital-ocean",
  };
}

/** PlanetScale API, update_role: it changes the name alone; logical-cdc: replication comes with the inherited role postgres. */
function byNewRole({ target }: Context): Omit<ManualStep, "check"> {
  const body = JSON.stringify({ name: "electric", inherited_roles: ["postgres"], with_replication: true });
  return {
    ...NOTHING,
    path: [],
    title: "Make a new PlanetScale role that may replicate",
    says: `${displayName(target.role)} was made in the dashboard or by the API, and such a role cannot be given replication later. Make a new one that inherits postgres, without a time to live, and name it in the target as the database knows it: pscale_api_ and its id. Its password is shown once.`,
    commands: [
      {
        label: "Command line",
        text: "pscale role create <database> <branch> electric --inherited-roles postgres --with-replication",
      },
      {
        label: "API",
        text: [
          "curl -X POST https://api.planetscale.com/v1/organizations/<organization>/databases/<database>/branches/<branch>/roles \\",
          '  -H "Authorization: <token id>:<token>" -H "Content-Type: application/json" \\',
          `  -d '${body}'`,
        ].join("\n"),
      },
    ],
    source: "PlanetScale docs, integrations/logical-cdc; PlanetScale API, create_role and update_role",
  };
}

/** The right to replicate where it is given by the provider alone; elsewhere a statement gives it. */
export const replicationRight: Kind = (context) => {
  const { provider, snapshot, target, open } = context;
  const lacks = open.has(roleReplication.id);
  const absent = open.has(roleExists.id);
  const step =
    provider === "render" && (lacks || absent)
      ? byRendersSupport(context)
      : provider === "digitalocean" && (lacks || absent) && majorOf(snapshot.server.versionNum) < 16
        ? byUpgrade(context)
        : provider === "planetscale" && lacks && target.role.startsWith("pscale_api_")
          ? byNewRole(context)
          : null;
  if (step === null) return {};
  // Of a role that is not there role.replication says nothing, so that it alone would count as content.
  const also = absent ? { also: [roleExists.id] } : {};
  return { steps: [{ check: roleReplication.id, ...also, ...step }] };
};
