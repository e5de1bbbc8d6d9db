import { CERTIFICATE_PATH } from "../database-url";
import { STORAGE_DIR, type Environment } from "../environment";
import { doubleQuoted } from "../quoting";
import { envFile } from "./env-file";
import {
  certificateFile,
  ENV_FILE,
  indented,
  IS_ACTIVE,
  NAME,
  PORT,
  STOP_SECONDS,
  text,
  type Form,
} from "./form";

/** Compose replaces `$NAME` in every value of its file, and `$$` by a dollar sign (Compose specification, 12-interpolation). */
const quoted = (value: string): string => doubleQuoted(value.replaceAll("$", "$$$$"));

function service({ image, certificate, hostNetwork }: Environment): string[] {
  return [
    `image: ${quoted(image)}`,
    `env_file: ${ENV_FILE}`,
    ...(hostNetwork ? ["network_mode: host"] : ["ports:", `  - "${PORT}:${PORT}"`]),
    "volumes:",
    `  - "${NAME}:${STORAGE_DIR}"`,
    ...(certificate === null ? [] : [`  - "./ca.pem:${CERTIFICATE_PATH}:ro"`]),
    "restart: unless-stopped",
    "# Time to give back its connections and its lock.",
    `stop_grace_period: ${STOP_SECONDS}s`,
    "healthcheck:",
    "  # 200 alone: while it waits for its lock Electric answers 202.",
    `  test: ["CMD-SHELL", ${quoted(IS_ACTIVE)}]`,
    "  interval: 10s",
    "  timeout: 5s",
    "  retries: 3",
    "  start_period: 60s",
  ];
}

/** A service of Docker Compose, its variables in a file beside it (Compose specification, 05-services). */
export const compose: Form = {
  title: "Compose",
  files: (environment) => [
    {
      name: "compose.yaml",
      language: "yaml",
      text: text([
        "services:",
        `  ${NAME}:`,
        ...indented(service(environment), 4),
        "volumes:",
        `  ${NAME}: {}`,
      ]),
      says: null,
    },
    envFile(environment, "Stands beside compose.yaml, and out of version control."),
    ...certificateFile(environment, "ca.pem"),
  ],
  notes: () => ["docker compose up -d --wait returns when Electric is active."],
};
