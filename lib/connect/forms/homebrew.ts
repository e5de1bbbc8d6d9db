import { type Environment } from "../environment";
import { shellWord } from "../quoting";
import type { Variable } from "../variable";
import { certificateFile, text, type Form } from "./form";

/** On a workstation the storage and the certificate stand in the folder in which Electric is started. */
function located({ certificate, variables }: Environment): { name: string; word: string }[] {
  const word = ({ name, value }: Variable): string => {
    if (name === "ELECTRIC_STORAGE_DIR") return '"$PWD/electric-storage"';
    if (name === "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE" && certificate !== null) return '"$PWD/ca.pem"';
    return shellWord(value);
  };
  return variables.map((variable) => ({ name: variable.name, word: word(variable) }));
}

/** The formula `electric` of homebrew-core, whose release has the command `electric start` (its test block). */
export const homebrew: Form = {
  title: "Homebrew",
  files: (environment) => [
    ...certificateFile(environment, "ca.pem"),
    {
      name: "electric.sh",
      language: "shell",
      text: text([
        "brew install electric",
        ...located(environment).map(({ name, word }) => `export ${name}=${word}`),
        "exec electric start",
      ]),
      says: "For one's own machine: sh electric.sh",
    },
  ],
  notes: ({ version }) => [
    `brew installs the newest release and takes no version; ${version} is the newest known here. electric version prints it.`,
  ],
};
