import type { Permission } from "./permission";

/** Acts of viewers, and so of all roles. */
export const VIEWER_ACTS: readonly Permission[] = [
  {
    does: "See the health of databases: verdict, gauge, charts",
    needs: "viewer",
    verbs: ["listHealth", "readHealth", "readHealthHistory", "visibleIds", "listVisible", "visibleId"],
    routes: ["GET /api/health/live", "GET /api/health/[id]/history"],
    pages: ["/", "/databases/[id]"],
  },
  {
    does: "Find a database by name",
    needs: "viewer",
    verbs: ["listNames"],
    routes: ["GET /api/databases"],
  },
  {
    does: "Use the own account: password, second factor, sessions, sign-out",
    needs: "viewer",
    verbs: [
      "signOut",
      "changeOwnPassword",
      "changeFirstPassword",
      "listOwnSessions",
      "endOwnSession",
      "endOtherSessions",
      "readSecondFactor",
      "beginSecondFactor",
      "turnOnSecondFactor",
      "turnOffSecondFactor",
      "renewRecoveryCodes",
    ],
    routes: ["POST /api/sign-out"],
    pages: ["/account"],
    actions: [
      "(app)/account/actions changePassword",
      "(app)/account/actions endSession",
      "(app)/account/actions endOthers",
      "(app)/account/second-factor-actions begin",
      "(app)/account/second-factor-actions turnOn",
      "(app)/account/second-factor-actions turnOff",
      "(app)/account/second-factor-actions renewCodes",
      "sign-in/first-password/actions setFirstPassword",
      "sign-in/second-factor/actions begin",
      "sign-in/second-factor/actions turnOn",
    ],
  },
];
