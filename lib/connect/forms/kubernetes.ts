import { CERTIFICATE_PATH } from "../database-url";
import { STORAGE_DIR, type Environment } from "../environment";
import { EXCLUSIVE_MODE } from "../optional";
import { doubleQuoted } from "../quoting";
import { splitSecrets, withValue, type Variable } from "../variable";
import { indented, IS_ACTIVE, NAME, PORT, STOP_SECONDS, text, type Form } from "./form";

const CERTIFICATE_KEY = "ca.pem";
/** Storage that is asked for; shapes take as much as their rows. */
const STORAGE = "10Gi";

/** Kubernetes replaces `$(NAME)` in a value, and `$$` by a dollar sign (Kubernetes docs, EnvVar v1 core). */
const expanded = (value: string): string => doubleQuoted(value.replaceAll("$", "$$$$"));

/** Instances that share storage: more than one pod mounts it, so that it is a network file system. */
const shares = ({ replicas }: Environment): boolean => replicas > 1;

const variablesOf = (environment: Environment): readonly Variable[] =>
  shares(environment) ? withValue(environment.variables, EXCLUSIVE_MODE) : environment.variables;

function secret({ variables, certificate }: Environment): string[] {
  return [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${NAME}`,
    "stringData:",
    ...splitSecrets(variables).secret.map(({ name, value }) => `  ${name}: ${doubleQuoted(value)}`),
    ...(certificate === null ? [] : [`  ${CERTIFICATE_KEY}: ${doubleQuoted(certificate)}`]),
  ];
}

const service: readonly string[] = [
  "apiVersion: v1",
  "kind: Service",
  "metadata:",
  `  name: ${NAME}`,
  "spec:",
  "  selector:",
  `    app: ${NAME}`,
  "  ports:",
  `    - port: ${PORT}`,
  `      targetPort: ${PORT}`,
];

const claim: readonly string[] = [
  "apiVersion: v1",
  "kind: PersistentVolumeClaim",
  "metadata:",
  `  name: ${NAME}`,
  "spec:",
  "  accessModes: [ReadWriteMany]",
  "  resources:",
  "    requests:",
  `      storage: ${STORAGE}`,
];

/**
 * Liveness takes 202, which one that waits for the lock answers for as long as it waits. Readiness takes 200 alone for one
 * instance; of several, one that waits has to become ready, or a roll-out never replaces the one that holds the lock (Electric
 * docs, guides/upgrading).
 */
function probes(environment: Environment): string[] {
  const http = ["httpGet:", "  path: /v1/health", `  port: ${PORT}`];
  return [
    "startupProbe:",
    ...indented([...http, "periodSeconds: 5", "failureThreshold: 60"], 2),
    "livenessProbe:",
    ...indented([...http, "periodSeconds: 10", "timeoutSeconds: 5", "failureThreshold: 6"], 2),
    "readinessProbe:",
    ...indented(
      shares(environment)
        ? [...http, "periodSeconds: 5"]
        : [
            "exec:",
            `  command: ["sh", "-c", ${expanded(IS_ACTIVE)}]`,
            "periodSeconds: 5",
            "timeoutSeconds: 5",
          ],
      2,
    ),
  ];
}

function container(environment: Environment): string[] {
  const { image, certificate } = environment;
  const { plain, secret: secrets } = splitSecrets(variablesOf(environment));
  return [
    `- name: ${NAME}`,
    ...indented(
      [
        `image: ${doubleQuoted(image)}`,
        "ports:",
        `  - containerPort: ${PORT}`,
        "env:",
        ...secrets.flatMap(({ name }) => [
          `  - name: ${name}`,
          "    valueFrom:",
          `      secretKeyRef: { name: ${NAME}, key: ${name} }`,
        ]),
        ...plain.flatMap(({ name, value }) => [`  - name: ${name}`, `    value: ${expanded(value)}`]),
        "volumeMounts:",
        "  - name: storage",
        `    mountPath: ${STORAGE_DIR}`,
        ...(certificate === null
          ? []
          : [
              "  - name: certificate",
              `    mountPath: ${CERTIFICATE_PATH}`,
              `    subPath: ${CERTIFICATE_KEY}`,
              "    readOnly: true",
            ]),
        ...probes(environment),
      ],
      2,
    ),
  ];
}

function pod(environment: Environment): string[] {
  const { certificate, hostNetwork } = environment;
  const volumes = [
    ...(shares(environment) ? ["- name: storage", "  persistentVolumeClaim:", `    claimName: ${NAME}`] : []),
    ...(certificate === null ? [] : ["- name: certificate", "  secret:", `    secretName: ${NAME}`]),
  ];
  return [
    `terminationGracePeriodSeconds: ${STOP_SECONDS}`,
    ...(hostNetwork ? ["hostNetwork: true"] : []),
    "containers:",
    ...indented(container(environment), 2),
    ...(volumes.length === 0 ? [] : ["volumes:", ...indented(volumes, 2)]),
  ];
}

function workload(environment: Environment): string[] {
  const shared = shares(environment);
  return [
    "apiVersion: apps/v1",
    `kind: ${shared ? "Deployment" : "StatefulSet"}`,
    "metadata:",
    `  name: ${NAME}`,
    "spec:",
    ...(shared ? [] : [`  serviceName: ${NAME}`]),
    `  replicas: ${environment.replicas}`,
    "  selector:",
    "    matchLabels:",
    `      app: ${NAME}`,
    "  template:",
    "    metadata:",
    "      labels:",
    `        app: ${NAME}`,
    "    spec:",
    ...indented(pod(environment), 6),
    ...(shared
      ? []
      : [
          "  volumeClaimTemplates:",
          "    - metadata:",
          "        name: storage",
          "      spec:",
          "        accessModes: [ReadWriteOnce]",
          "        resources:",
          "          requests:",
          `            storage: ${STORAGE}`,
        ]),
  ];
}

/** A Secret, a Service, and a StatefulSet with storage of its own; with several instances a Deployment on shared storage. */
export const kubernetes: Form = {
  title: "Kubernetes",
  files: (environment) => [
    {
      name: "electric.yaml",
      language: "yaml",
      text: text(
        [
          secret(environment),
          service,
          ...(shares(environment) ? [claim] : []),
          workload(environment),
        ].flatMap((document, at) => (at === 0 ? document : ["---", ...document])),
      ),
      says: null,
    },
  ],
  notes: (environment) => [
    "Apply it with kubectl apply -f electric.yaml; keep its Secret out of version control.",
    ...(shares(environment)
      ? [
          "The storage is one volume that every instance mounts: its class has to offer ReadWriteMany, for example EFS.",
        ]
      : [
          "One replica: a StatefulSet stops the old pod before it starts the new one, so that both never want the lock.",
        ]),
  ],
};
