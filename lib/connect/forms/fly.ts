import { CERTIFICATE_PATH } from "../database-url";
import { STORAGE_DIR, type Environment } from "../environment";
import { doubleQuoted, shellWord } from "../quoting";
import { splitSecrets } from "../variable";
import { NAME, PORT, STOP_SECONDS, text, type Form } from "./form";

const APP = "REPLACE_WITH_APP_NAME";

/** Returns a text as base64 of its UTF-8 bytes; in a browser and on Node. */
function base64(value: string): string {
  const bytes = new TextEncoder().encode(value);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function toml({ image, certificate, variables }: Environment): string[] {
  return [
    `app = "${APP}"`,
    'kill_signal = "SIGTERM"',
    `kill_timeout = "${STOP_SECONDS}s"`,
    "",
    "[build]",
    `  image = ${doubleQuoted(image)}`,
    "",
    "[env]",
    ...splitSecrets(variables).plain.map(({ name, value }) => `  ${name} = ${doubleQuoted(value)}`),
    "",
    "[deploy]",
    "  # One machine at a time: the volume belongs to one, and so does the lock.",
    '  strategy = "immediate"',
    "",
    "[[mounts]]",
    `  source = "${NAME}"`,
    `  destination = "${STORAGE_DIR}"`,
    ...(certificate === null
      ? []
      : ["", "[[files]]", `  guest_path = "${CERTIFICATE_PATH}"`, `  raw_value = "${base64(certificate)}"`]),
    "",
    "[http_service]",
    `  internal_port = ${PORT}`,
    "  force_https = true",
    '  auto_stop_machines = "off"',
    "  auto_start_machines = false",
    "  min_machines_running = 1",
    "",
    "  [[http_service.checks]]",
    '    method = "GET"',
    '    path = "/v1/health"',
    '    interval = "15s"',
    '    timeout = "5s"',
    '    grace_period = "60s"',
  ];
}

function commands({ variables }: Environment): string[] {
  const secrets = splitSecrets(variables).secret.map(
    ({ name, value }, at, { length }) =>
      `  ${shellWord(`${name}=${value}`)}${at === length - 1 ? "" : " \\"}`,
  );
  return ["fly secrets set --stage \\", ...secrets, "fly deploy --ha=false"];
}

/** fly.toml (Fly docs, reference/configuration), and the commands that set its secrets and deploy it. */
export const fly: Form = {
  title: "Fly",
  files: (environment) => [
    { name: "fly.toml", language: "toml", text: text(toml(environment)), says: null },
    {
      name: "deploy.sh",
      language: "shell",
      text: text(commands(environment)),
      says: `Run beside fly.toml, after fly apps create ${APP} and fly volumes create ${NAME}.`,
    },
  ],
  notes: () => [
    "Fly takes 202 for health: a machine that waits for the lock gets requests too (Electric issue 2330).",
    "--ha=false, because Fly starts two machines otherwise, and the second waits for the lock.",
  ],
};
