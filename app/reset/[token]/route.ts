import { linkRoute } from "@/server/endpoints/link-route";
import { findReset } from "@/server/people/resets/open";

/** Opens the form for a new password by its link. */
export const GET = linkRoute({ ticket: "reset", form: "/reset", find: findReset });
