import { linkRoute } from "@/server/endpoints/link-route";
import { findInvitation } from "@/server/people/invitations/open";

/** Opens the form of an invitation by its link. */
export const GET = linkRoute({ ticket: "invitation", form: "/invite", find: findInvitation });
