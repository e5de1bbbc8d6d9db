type MailText = { subject: string; text: string };

/** Returns the mail with a link for a new password. */
export const resetMail = (link: string, name: string): MailText => ({
  subject: "Headroom: set a new password",
  text: `${name},

a new password for your account was asked for. Set it here within one hour; the link works once:

${link}

If this was not you, nothing has changed. Tell an admin if it happens again.
`,
});

/** Returns the mail of an invitation. */
export const invitationMail = (link: string, invitedBy: string, days: number): MailText => ({
  subject: "Headroom: an invitation",
  text: `${invitedBy} invites you to Headroom, which watches the databases of your team.

Make your account here within ${days === 1 ? "1 day" : `${days} days`}; the link works once:

${link}
`,
});
