import type { Metadata } from "next";
import { Sharing } from "@/components/sharing/sharing";
import { requireSession } from "@/server/auth/session";
import { listDatabases } from "@/server/databases/list";
import { listShareLinks } from "@/server/shares/list";
import { makeLink, revokeLink } from "./actions";

export const metadata: Metadata = { title: "Sharing · Settings" };

/** The links to the wall, for admins. */
export default async function SharingPage() {
  const { ctx } = await requireSession("admin");
  const [links, databases] = await Promise.all([listShareLinks(ctx), listDatabases(ctx)]);
  const choices = databases
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name, group }) => ({ id, name, group }));
  return <Sharing {...{ links, choices, makeLink, revokeLink }} />;
}
