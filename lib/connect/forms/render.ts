import { STORAGE_DIR, type Environment } from "../environment";
import { doubleQuoted } from "../quoting";
import { envFile } from "./env-file";
import { splitSecrets, type Variable } from "../variable";
import { certificateFile, NAME, PORT, STOP_SECONDS, text, type Form } from "./form";

/** Render shows a secret file under this path (Render docs, configure-environment-variables, secret files). */
const RENDER_CERTIFICATE = "/etc/secrets/ca.pem";

const placed = ({ certificate, variables }: Environment): readonly Variable[] =>
  certificate === null
    ? variables
    : variables.map((variable) =>
        variable.name === "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE"
          ? { ...variable, value: RENDER_CERTIFICATE }
          : variable,
      );

function blueprint(environment: Environment): string[] {
  const { plain, secret } = splitSecrets(placed(environment));
  return [
    "services:",
    "  - type: web",
    `    name: ${NAME}`,
    "    runtime: image",
    "    image:",
    `      url: ${doubleQuoted(`docker.io/${environment.image}`)}`,
    "    plan: starter",
    "    numInstances: 1",
    "    healthCheckPath: /v1/health",
    `    maxShutdownDelaySeconds: ${STOP_SECONDS}`,
    "    disk:",
    `      name: ${NAME}`,
    `      mountPath: ${STORAGE_DIR}`,
    "      sizeGB: 10",
    "    envVars:",
    "      - key: PORT",
    `        value: "${PORT}"`,
    ...secret.flatMap(({ name }) => [`      - key: ${name}`, "        sync: false"]),
    ...plain.flatMap(({ name, value }) => [`      - key: ${name}`, `        value: ${doubleQuoted(value)}`]),
  ];
}

/** A Blueprint (Render docs, blueprint-spec): Render asks for the secrets, which stand in a file of their own. */
export const render: Form = {
  title: "Render",
  files: (environment) => [
    { name: "render.yaml", language: "yaml", text: text(blueprint(environment)), says: null },
    {
      ...envFile({ variables: splitSecrets(environment.variables).secret }, null),
      name: "render-secrets.env",
      says: "For Render's form, which asks for each of them at the first deploy.",
    },
    ...certificateFile(environment, "ca.pem"),
  ],
  notes: ({ certificate }) => [
    "A service with a disk has one instance: Render stops the old one before it starts the new one.",
    ...(certificate === null ? [] : ["Upload ca.pem as a secret file of the service."]),
  ],
};
