import { isFatalUrlFlaw } from "@/lib/electric/url-flaw";
import { roleName } from "@/lib/failure/text";
import { defineConnectionCheck } from "../define";
import { fail, pass, warn } from "../finding";

export const connectionUrl = defineConnectionCheck({
  id: "connection.url",
  title: "Electric can read its URL",
  why: "Electric reads only user, password, host, port, database and sslmode from DATABASE_URL; what it cannot parse stops it at boot, everything else it ignores without a word.",
  source: "Electric 1.7.12, config.ex 415-468",
  worst: "fail",
  act: { says: "Correct the connection string for Electric", page: "settings" },
  urgency: 60,
  judge({ urlFlaws, user, provider }, target) {
    if (urlFlaws.length === 0) return pass("Nothing in the connection string that Electric could not read.");
    const fatal = urlFlaws.some(({ id }) => isFatalUrlFlaw(id));
    // Electric logs in as its own role: a string with another user may never reach it, and then it stops nothing.
    const visitor = roleName({ user, provider });
    const another =
      visitor === target.role
        ? ""
        : ` It names ${visitor}, not ${target.role}: this matters only if Electric is given this string.`;
    const told = {
      found: urlFlaws.map(({ detail }) => detail).join(" ") + another,
      needed: "postgresql://user:password@host:port/database?sslmode=require, the password percent-encoded",
      objects: urlFlaws.map(({ id }) => id),
      ways: [
        {
          says: "Give Electric a DATABASE_URL of this form only: postgresql://user:password@host:port/database?sslmode=require, with every special character of the password percent-encoded.",
        },
        { says: "Then paste that URL into the settings, so that it is judged anew." },
      ],
    };
    return fatal && another === "" ? fail(told) : warn(told);
  },
});
