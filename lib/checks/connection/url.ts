import { isFatalUrlFlaw } from "@/lib/electric/url-flaw";
import { defineConnectionCheck } from "../define";
import { fail, pass, warn } from "../finding";

export const connectionUrl = defineConnectionCheck({
  id: "connection.url",
  title: "Electric can read its URL",
  why: "Electric reads only user, password, host, port, database and sslmode from DATABASE_URL; what it cannot parse stops it at boot, everything else it ignores without a word.",
  source: "Electric 1.7.12, config.ex 415-468",
  worst: "fail",
  judge({ urlFlaws }) {
    if (urlFlaws.length === 0) return pass("Nothing in the connection string that Electric could not read.");
    const fatal = urlFlaws.filter(({ id }) => isFatalUrlFlaw(id));
    const told = {
      found: urlFlaws.map(({ detail }) => detail).join(" "),
      needed: "postgresql://user:password@host:port/database?sslmode=require, the password percent-encoded",
      objects: urlFlaws.map(({ id }) => id),
      ways: [
        {
          says: "Give Electric a DATABASE_URL of this form only: postgresql://user:password@host:port/database?sslmode=require, with every special character of the password percent-encoded.",
        },
        { says: "Then paste that URL into the profile, so that it is judged anew." },
      ],
    };
    return fatal.length > 0 ? fail(told) : warn(told);
  },
});
