import { redirect } from "next/navigation";
import { requireSession } from "@/server/auth/session";

/** The settings begin with their first page. */
export default async function SettingsPage(): Promise<never> {
  await requireSession("admin");
  redirect("/settings/viewers");
}
