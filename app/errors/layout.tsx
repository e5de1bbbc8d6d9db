import type { ReactNode } from "react";
import { PublicFrame } from "@/components/troubleshoot/public-frame";

/**
 * The pages that every reader may open. Nothing below `app/errors` reaches a module of `server/`, so that no data of the team can stand
 * here; a test follows the imports.
 */
export default function ErrorsLayout({ children }: { children: ReactNode }) {
  return <PublicFrame>{children}</PublicFrame>;
}
