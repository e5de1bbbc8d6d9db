import type { Metadata } from "next";
import { Tokens } from "@/components/tokens/tokens";
import { requireSession } from "@/server/auth/session";
import { listGroups } from "@/server/people/groups";
import { listTokens } from "@/server/tokens/list";
import { make, revoke } from "./actions";

export const metadata: Metadata = { title: "API tokens · Settings" };

/** The tokens of the API, for admins. */
export default async function TokensPage() {
  const { ctx } = await requireSession("admin");
  const [tokens, groups] = await Promise.all([listTokens(ctx), listGroups(ctx)]);
  return <Tokens {...{ tokens, groups, make, revoke }} />;
}
