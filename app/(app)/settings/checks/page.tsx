import type { Metadata } from "next";
import { ChecksForm } from "@/components/settings/checks-form";
import { requireSession } from "@/server/auth/session";
import { readSetting } from "@/server/settings/read";
import { saveChecks } from "../actions";

export const metadata: Metadata = { title: "Check runs · Settings" };

/** How often databases are checked without a request. */
export default async function ChecksPage() {
  await requireSession("admin");
  return <ChecksForm stored={await readSetting("checks")} save={saveChecks} />;
}
