import type { Metadata } from "next";
import { RetentionForm } from "@/components/settings/retention-form";
import { requireSession } from "@/server/auth/session";
import { readSetting } from "@/server/settings/read";
import { readStoreSizes } from "@/server/settings/store-sizes";
import { saveRetention } from "../actions";

export const metadata: Metadata = { title: "Retention · Settings" };

/** How long Headroom keeps what it has seen, and the space that it takes. */
export default async function RetentionPage() {
  const { ctx } = await requireSession("admin");
  const [stored, sizes] = await Promise.all([readSetting("retention"), readStoreSizes(ctx)]);
  return <RetentionForm {...{ stored, sizes }} save={saveRetention} />;
}
