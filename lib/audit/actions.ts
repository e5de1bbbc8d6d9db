/**
 * Every action that the audit log knows, with its words on the screen. The key stands in stored entries and in filters, so
 * it never changes. An entry of an unknown key (a newer or an older program wrote it) is shown by its key.
 */
export const AUDIT_ACTIONS = {
  "sign in": "Sign in",
  "fail to sign in": "Sign-in refused",
  "sign out": "Sign out",
  "make the first admin": "Make the first admin",
  "add a person": "Add a person",
  "remove a person": "Remove a person",
  "change a role": "Change a person's role",
  "change own password": "Change the own password",
  "fail to change own password": "Change of the own password refused",
  "fail to confirm the own password": "Own password refused",
  "renew a password": "Renew a person's password",
  "add a database": "Add a database",
  "edit a database": "Edit a database",
  "duplicate a database": "Duplicate a database",
  "archive a database": "Archive a database",
  "restore a database": "Restore a database",
  "remove a database": "Remove a database",
  "change the pool": "Change the pool",
  "test a connection": "Test a connection",
  "check a database": "Check a database",
  "try as Electric": "Test a database as Electric",
  "ignore a finding": "Ignore a finding",
  "stop ignoring a finding": "Stop ignoring a finding",
  cancel: "Cancel a query",
  "end transaction": "End a transaction",
  terminate: "End a session",
  "run a plan": "Run a plan",
  "rehearse a plan": "Rehearse a plan",
  "undo a run": "Undo a run",
  "clean up": "Clean up",
  "cancel a run": "Cancel a run",
  "take up a run": "Take up a run",
  "start the sandbox": "Start the sandbox",
  "stop the sandbox": "Stop the sandbox",
  "set the sandbox load": "Set the load of the sandbox",
  "start the stand-in": "Start the stand-in",
  "stop the stand-in": "Stop the stand-in",
  "export the audit log": "Export the audit log",
  "download a report": "Download a report",
  "download samples": "Download samples",
} as const;

/** An action of the audit log, as it is stored. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;
