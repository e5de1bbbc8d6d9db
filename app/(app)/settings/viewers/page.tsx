import type { Metadata } from "next";
import { ViewersForm } from "@/components/settings/viewers-form";
import { requireSession } from "@/server/auth/session";
import { readSetting } from "@/server/settings/read";
import { saveViewers } from "../actions";

export const metadata: Metadata = { title: "Viewers · Settings" };

/** View of people with the role viewer. */
export default async function ViewersPage() {
  await requireSession("admin");
  return <ViewersForm stored={await readSetting("viewers")} save={saveViewers} />;
}
