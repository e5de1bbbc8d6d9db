import type { ReactNode } from "react";
import { requireSession } from "@/server/auth/session";
import { AppFrame } from "./frame";

/** Every page behind the sign-in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession("viewer");
  return <AppFrame user={user}>{children}</AppFrame>;
}
