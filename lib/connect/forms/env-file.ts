import { text } from "./form";
import { certificateFile, ENV_FILE, type Form, type FormFile } from "./form";
import type { Environment } from "../environment";
import { envLine } from "../quoting";

/** Returns the file of all variables, one a line. @throws UnwritableValue */
export const envFile = ({ variables }: Pick<Environment, "variables">, says: string | null): FormFile => ({
  name: ENV_FILE,
  language: "env",
  text: text(variables.map(({ name, value }) => envLine(name, value))),
  says,
});

/** Variables alone, for whatever starts Electric: docker run --env-file, Compose, systemd, a platform's import. */
export const env: Form = {
  title: ".env",
  files: (environment) => [...certificateFile(environment, "ca.pem"), envFile(environment, null)],
  notes: ({ certificate }) => [
    "It holds secrets: keep it out of version control, and readable by its owner alone (chmod 600).",
    ...(certificate === null
      ? []
      : ["ca.pem has to stand where ELECTRIC_DATABASE_CA_CERTIFICATE_FILE says, seen from Electric."]),
  ],
};
