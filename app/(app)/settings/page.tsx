import { redirect } from "next/navigation";

/** The settings begin with their first page. */
export default function SettingsPage(): never {
  redirect("/settings/viewers");
}
