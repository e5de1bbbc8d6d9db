import { CERTIFICATE_PATH } from "../database-url";
import type { Environment } from "../environment";
import { STORAGE_DIR } from "../environment";
import { shellWord } from "../quoting";
import { certificateFile, NAME, PORT, STOP_SECONDS, text, type Form } from "./form";

function argumentsOf({ certificate, hostNetwork, variables }: Environment): string[] {
  return [
    `--name ${NAME}`,
    "--restart unless-stopped",
    `--stop-timeout ${STOP_SECONDS}`,
    hostNetwork ? "--network host" : `-p ${PORT}:${PORT}`,
    `-v ${NAME}:${STORAGE_DIR}`,
    ...(certificate === null ? [] : [`-v "$PWD/ca.pem:${CERTIFICATE_PATH}:ro"`]),
    ...variables.map(({ name, value }) => `-e ${shellWord(`${name}=${value}`)}`),
  ];
}

/** One container by the docker command line (Docker docs, reference/cli/docker/container/run). */
export const dockerRun: Form = {
  title: "docker run",
  files: (environment) => [
    ...certificateFile(environment, "ca.pem"),
    {
      name: "electric.sh",
      language: "shell",
      text: text(
        ["docker run -d", ...argumentsOf(environment), shellWord(environment.image)].map(
          (part, at, { length }) => `${at === 0 ? "" : "  "}${part}${at === length - 1 ? "" : " \\"}`,
        ),
      ),
      says: null,
    },
  ],
  notes: () => [
    "The secrets stand in the shell's history and in docker inspect; Compose keeps them in a file.",
  ],
};
