import { STORAGE_DIR, type Environment } from "../environment";
import { EXCLUSIVE_MODE, READ_TIMEOUT } from "../optional";
import { doubleQuoted, shellWord } from "../quoting";
import { splitSecrets, withValue, type Variable } from "../variable";
import { certificateFile, IS_ALIVE, NAME, PORT, STOP_SECONDS, text, type Form } from "./form";

const VOLUME_CERTIFICATE = `${STORAGE_DIR}/ca.pem`;
const parameterOf = (name: string): string => `/${NAME}/${name}`;

/** On EFS, behind a balancer; a certificate stands on the volume, because a task mounts no single file. */
function variablesOf({ variables, certificate }: Environment): readonly Variable[] {
  const withStorage = withValue(withValue(variables, EXCLUSIVE_MODE), READ_TIMEOUT);
  return certificate === null
    ? withStorage
    : withStorage.map((variable) =>
        variable.name === "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE"
          ? { ...variable, value: VOLUME_CERTIFICATE }
          : variable,
      );
}

function definition(environment: Environment): unknown {
  const { plain, secret } = splitSecrets(variablesOf(environment));
  return {
    family: NAME,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "1024",
    memory: "2048",
    executionRoleArn: "arn:aws:iam::REPLACE_WITH_ACCOUNT_ID:role/ecsTaskExecutionRole",
    containerDefinitions: [
      {
        name: NAME,
        image: environment.image,
        essential: true,
        portMappings: [{ containerPort: PORT, protocol: "tcp" }],
        stopTimeout: STOP_SECONDS,
        environment: plain.map(({ name, value }) => ({ name, value })),
        secrets: secret.map(({ name }) => ({ name, valueFrom: parameterOf(name) })),
        mountPoints: [{ sourceVolume: "storage", containerPath: STORAGE_DIR }],
        healthCheck: {
          command: ["CMD-SHELL", IS_ALIVE],
          interval: 10,
          timeout: 5,
          retries: 3,
          startPeriod: 60,
        },
      },
    ],
    volumes: [
      {
        name: "storage",
        efsVolumeConfiguration: {
          fileSystemId: "REPLACE_WITH_FILE_SYSTEM_ID",
          transitEncryption: "ENABLED",
        },
      },
    ],
  };
}

/** Returns JSON with every hidden character escaped, indented as AWS prints it. */
function json(value: unknown, depth = 0): string {
  const [inner, outer] = ["  ".repeat(depth + 1), "  ".repeat(depth)];
  if (typeof value === "string") return doubleQuoted(value);
  if (Array.isArray(value))
    return `[\n${value.map((one) => inner + json(one, depth + 1)).join(",\n")}\n${outer}]`;
  if (typeof value === "object" && value !== null)
    return `{\n${Object.entries(value)
      .map(([key, one]) => `${inner}${doubleQuoted(key)}: ${json(one, depth + 1)}`)
      .join(",\n")}\n${outer}}`;
  return JSON.stringify(value);
}

function commands({ variables }: Environment): string[] {
  return [
    ...splitSecrets(variables).secret.map(
      ({ name, value }) =>
        `aws ssm put-parameter --overwrite --type SecureString --name ${shellWord(parameterOf(name))} --value ${shellWord(value)}`,
    ),
    "aws ecs register-task-definition --cli-input-json file://task-definition.json",
  ];
}

/** A task definition for Fargate on EFS (AWS docs, ECS task definition parameters), its secrets in Parameter Store. */
export const ecs: Form = {
  title: "AWS ECS",
  files: (environment) => [
    {
      name: "task-definition.json",
      language: "json",
      text: `${json(definition(environment))}\n`,
      says: "Put in the account id and the id of an EFS file system.",
    },
    {
      name: "register.sh",
      language: "shell",
      text: text(commands(environment)),
      says: "Stores the secrets in Parameter Store and registers the task.",
    },
    ...certificateFile(environment, "ca.pem"),
  ],
  notes: ({ replicas, certificate }) => [
    replicas === 1
      ? "In the service: desiredCount 1, minimumHealthyPercent 0, maximumPercent 100, so that the old task stops first."
      : `In the service: desiredCount ${replicas}; every task has the same EFS file system.`,
    "The container's check takes 202, because ECS kills what fails it; a target group's matcher should be 200 alone.",
    "ecsTaskExecutionRole needs ssm:GetParameters on the parameters, and kms:Decrypt for a key of your own.",
    ...(certificate === null ? [] : [`Put ca.pem on the file system: the task reads ${VOLUME_CERTIFICATE}.`]),
  ],
};
