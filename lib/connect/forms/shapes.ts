import { z } from "zod";

/*
 * What the platforms' published specifications say of the parts that the forms use; strict, so that a key which they do not know
 * fails. For tests.
 */

const seconds = z.string().regex(/^\d+s$/);
const port = z.number().int().min(1).max(65_535);
const variableName = z.string().regex(/^[A-Z][A-Z0-9_]*$/);

/** Compose specification: 04-version-and-name to 07-volumes. */
export const composeShape = z.strictObject({
  services: z.record(
    z.string(),
    z
      .strictObject({
        image: z.string().regex(/^electricsql\/electric:\d+\.\d+\.\d+$/),
        env_file: z.string(),
        network_mode: z.literal("host").optional(),
        ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
        volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)),
        restart: z.enum(["no", "always", "on-failure", "unless-stopped"]),
        stop_grace_period: seconds,
        healthcheck: z.strictObject({
          test: z.tuple([z.literal("CMD-SHELL"), z.string()]),
          interval: seconds,
          timeout: seconds,
          retries: z.number().int(),
          start_period: seconds,
        }),
      })
      // The specification refuses both at once.
      .refine(({ network_mode, ports }) => (network_mode === undefined) !== (ports === undefined)),
  ),
  volumes: z.record(z.string(), z.strictObject({})),
});

const named = z.strictObject({ name: z.string().regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/) });
const labels = z.record(z.string(), z.string());
const accessModes = z.array(z.enum(["ReadWriteOnce", "ReadWriteMany"])).length(1);
const claimSpec = z.strictObject({
  accessModes,
  resources: z.strictObject({ requests: z.strictObject({ storage: z.string().regex(/^\d+Gi$/) }) }),
});
const timing = {
  periodSeconds: z.number().int().optional(),
  timeoutSeconds: z.number().int().optional(),
  failureThreshold: z.number().int().optional(),
};
const httpProbe = z.strictObject({ httpGet: z.strictObject({ path: z.string(), port }), ...timing });
const execProbe = z.strictObject({ exec: z.strictObject({ command: z.array(z.string()) }), ...timing });

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  ports: z.array(z.strictObject({ containerPort: port })),
  env: z.array(
    z.union([
      z.strictObject({ name: variableName, value: z.string() }),
      z.strictObject({
        name: variableName,
        valueFrom: z.strictObject({ secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }) }),
      }),
    ]),
  ),
  volumeMounts: z.array(
    z.strictObject({
      name: z.string(),
      mountPath: z.string().startsWith("/"),
      subPath: z.string().optional(),
      readOnly: z.boolean().optional(),
    }),
  ),
  startupProbe: httpProbe,
  livenessProbe: httpProbe,
  readinessProbe: z.union([httpProbe, execProbe]),
});

const template = z.strictObject({
  metadata: z.strictObject({ labels }),
  spec: z.strictObject({
    terminationGracePeriodSeconds: z.number().int(),
    hostNetwork: z.boolean().optional(),
    containers: z.array(container).length(1),
    volumes: z
      .array(
        z.union([
          z.strictObject({ name: z.string(), secret: z.strictObject({ secretName: z.string() }) }),
          z.strictObject({
            name: z.string(),
            persistentVolumeClaim: z.strictObject({ claimName: z.string() }),
          }),
        ]),
      )
      .optional(),
  }),
});
const workload = {
  replicas: z.number().int().min(1),
  selector: z.strictObject({ matchLabels: labels }),
  template,
};

/** Kubernetes API 1.30: core/v1 and apps/v1. */
export const kubernetesShape = z.discriminatedUnion("kind", [
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Secret"),
    metadata: named,
    stringData: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Service"),
    metadata: named,
    spec: z.strictObject({
      selector: labels,
      ports: z.array(z.strictObject({ port, targetPort: port })),
    }),
  }),
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("PersistentVolumeClaim"),
    metadata: named,
    spec: claimSpec,
  }),
  z.strictObject({
    apiVersion: z.literal("apps/v1"),
    kind: z.literal("StatefulSet"),
    metadata: named,
    spec: z.strictObject({
      ...workload,
      serviceName: z.string(),
      volumeClaimTemplates: z.array(z.strictObject({ metadata: named, spec: claimSpec })),
    }),
  }),
  z.strictObject({
    apiVersion: z.literal("apps/v1"),
    kind: z.literal("Deployment"),
    metadata: named,
    spec: z.strictObject(workload),
  }),
]);

/** Fly docs, reference/configuration. */
export const flyShape = z.strictObject({
  app: z.string(),
  kill_signal: z.literal("SIGTERM"),
  kill_timeout: seconds,
  build: z.strictObject({ image: z.string() }),
  env: z.record(variableName, z.string()),
  deploy: z.strictObject({ strategy: z.enum(["rolling", "immediate", "canary", "bluegreen"]) }),
  mounts: z.array(z.strictObject({ source: z.string(), destination: z.string() })).length(1),
  files: z.array(z.strictObject({ guest_path: z.string(), raw_value: z.base64() })).optional(),
  http_service: z.strictObject({
    internal_port: port,
    force_https: z.boolean(),
    auto_stop_machines: z.enum(["off", "stop", "suspend"]),
    auto_start_machines: z.boolean(),
    min_machines_running: z.number().int(),
    checks: z.array(
      z.strictObject({
        method: z.literal("GET"),
        path: z.string(),
        interval: seconds,
        timeout: seconds,
        grace_period: seconds,
      }),
    ),
  }),
});

/** Render docs, blueprint-spec. */
export const renderShape = z.strictObject({
  services: z.array(
    z.strictObject({
      type: z.literal("web"),
      name: z.string(),
      runtime: z.literal("image"),
      image: z.strictObject({ url: z.string() }),
      plan: z.string(),
      numInstances: z.literal(1),
      healthCheckPath: z.string(),
      maxShutdownDelaySeconds: z.number().int().min(1).max(300),
      disk: z.strictObject({ name: z.string(), mountPath: z.string(), sizeGB: z.number().int() }),
      envVars: z.array(
        z.union([
          z.strictObject({ key: variableName, value: z.string() }),
          z.strictObject({ key: variableName, sync: z.literal(false) }),
        ]),
      ),
    }),
  ),
});

/** AWS docs, Amazon ECS task definition parameters for Fargate. */
export const ecsShape = z.strictObject({
  family: z.string(),
  requiresCompatibilities: z.tuple([z.literal("FARGATE")]),
  networkMode: z.literal("awsvpc"),
  cpu: z.string(),
  memory: z.string(),
  executionRoleArn: z.string().startsWith("arn:aws:iam::"),
  containerDefinitions: z
    .array(
      z.strictObject({
        name: z.string(),
        image: z.string(),
        essential: z.literal(true),
        portMappings: z.array(z.strictObject({ containerPort: port, protocol: z.literal("tcp") })),
        // Fargate stops a container after 120 s at most.
        stopTimeout: z.number().int().max(120),
        environment: z.array(z.strictObject({ name: variableName, value: z.string() })),
        secrets: z.array(z.strictObject({ name: variableName, valueFrom: z.string() })),
        mountPoints: z.array(z.strictObject({ sourceVolume: z.string(), containerPath: z.string() })),
        healthCheck: z.strictObject({
          command: z.tuple([z.literal("CMD-SHELL"), z.string()]),
          interval: z.number().int().min(5).max(300),
          timeout: z.number().int().min(2).max(60),
          retries: z.number().int().min(1).max(10),
          startPeriod: z.number().int().max(300),
        }),
      }),
    )
    .length(1),
  volumes: z.array(
    z.strictObject({
      name: z.string(),
      efsVolumeConfiguration: z.strictObject({
        fileSystemId: z.string(),
        transitEncryption: z.enum(["ENABLED", "DISABLED"]),
      }),
    }),
  ),
});
