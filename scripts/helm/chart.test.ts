import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { z } from "zod";
import { version } from "@/package.json";
import { CHART, chartFile, defaultValues, manifests, merged, valuesSchema } from "./chart";

const NEEDED = { url: "https://headroom.example.com", secret: { name: "headroom" } };
/** Values by which everything optional is there. */
const FULL = {
  ...NEEDED,
  secret: { name: "headroom", keys: { previousSecret: "OLD", smtpUrl: "SMTP", setupToken: "SETUP" } },
  trustedProxies: ["10.0.0.0/8", "fd00::1"],
  networks: "private",
  extraEnv: [{ name: "NODE_OPTIONS", value: "--max-old-space-size=768" }],
  image: { repository: "registry.example.com/headroom", tag: "1.2.3" },
  imagePullSecrets: [{ name: "pull" }],
  ingress: { enabled: true, className: "nginx", tlsSecretName: "tls", annotations: { a: "b" } },
  networkPolicy: { enabled: true, from: [{ namespaceSelector: { matchLabels: { name: "ingress" } } }] },
  serviceMonitor: {
    enabled: true,
    labels: { release: "prometheus" },
    tokenSecret: { name: "headroom-token" },
  },
  service: { annotations: { c: "d" } },
  serviceAccount: { annotations: { e: "f" } },
  podLabels: { team: "data" },
  podAnnotations: { g: "h" },
  nodeSelector: { disk: "ssd" },
  tolerations: [{ key: "only", operator: "Exists" }],
  affinity: { podAntiAffinity: {} },
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway" }],
  priorityClassName: "high",
};

/** Returns what stands at a path of a manifest, such as `spec.template.spec`. */
function at(manifest: unknown, place: string): unknown {
  let value = manifest;
  for (const key of place.split("."))
    value = z.record(z.string(), z.unknown()).parse(Array.isArray(value) ? { ...value } : value)[key];
  return value;
}
const CONTAINER = "spec.template.spec.containers.0";
const deployment = (over: Record<string, unknown>) => manifests(over).get("Deployment");

describe("values", () => {
  const schema = z.fromJSONSchema(valuesSchema());
  const isValid = (over: Record<string, unknown>) => schema.safeParse(merged(defaultValues(), over)).success;

  test("those of the chart fit the schema, with all that is optional and without", () => {
    expect(schema.safeParse(defaultValues()).error).toBeUndefined();
    expect(isValid(NEEDED)).toBe(true);
    expect(isValid(FULL)).toBe(true);
  });

  test("each has its place in the schema, and the schema names no other", () => {
    const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(valuesSchema());
    expect(Object.keys(properties).filter((name) => name !== "global")).toEqual(Object.keys(defaultValues()));
  });

  test.each([
    ["an unknown value", { replicaCount: 3 }],
    ["an unknown value below another", { ingress: { hosts: [] } }],
    ["an unknown key of the Secret", { secret: { keys: { password: "x" } } }],
    ["a text for a number", { replicas: "2" }],
    ["a switch that YAML made a boolean of", { breachedPasswords: false }],
    ["an address with a path", { url: "https://example.com/headroom" }],
    ["an address without a scheme", { url: "headroom.example.com" }],
    ["a name in place of a proxy's address", { trustedProxies: ["nginx"] }],
    ["a level that no log has", { logLevel: "loud" }],
    ["a variable without a name", { extraEnv: [{ value: "x" }] }],
  ])("%s is refused", (_case, over) => {
    expect(isValid(over)).toBe(false);
  });
});

describe("the deployment", () => {
  test("runs as an ordinary user who can change nothing but its own folders", () => {
    const pod = at(deployment(NEEDED), "spec.template.spec");
    expect(at(pod, "securityContext")).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(at(pod, "containers.0.securityContext")).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(at(pod, "automountServiceAccountToken")).toBe(false);
    const volumes = z.array(z.object({ name: z.string(), emptyDir: z.object({}) })).parse(at(pod, "volumes"));
    const mounts = z
      .array(z.object({ name: z.string(), mountPath: z.string() }))
      .parse(at(pod, "containers.0.volumeMounts"));
    expect(mounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
    // The same as of the container of compose.yaml, whose root file system is read-only too.
    expect(mounts.map(({ mountPath }) => mountPath).sort()).toEqual(["/app/.next/cache", "/data", "/tmp"]);
  });

  test("restarts by /healthz and is sent requests by /readyz", () => {
    const container = at(deployment(NEEDED), CONTAINER);
    const pathOf = (probe: string) => at(container, `${probe}.httpGet.path`);
    expect(["startupProbe", "livenessProbe", "readinessProbe"].map(pathOf)).toEqual([
      "/healthz",
      "/healthz",
      "/readyz",
    ]);
  });

  test("can set every variable that Headroom reads, and holds no secret itself", () => {
    const env = z
      .array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() }))
      .parse(at(deployment(FULL), `${CONTAINER}.env`));
    const text = readFileSync("server/env.ts", "utf8");
    const read = [...text.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(8);
    expect(env.map(({ name }) => name)).toEqual(expect.arrayContaining(read));
    for (const { name, value } of env)
      expect([name, value === undefined]).toEqual([name, /^DATABASE_URL$|_SECRET|_TOKEN$|_SMTP_/.test(name)]);
    expect(env).toContainEqual({ name: "HEADROOM_TRUSTED_PROXIES", value: "10.0.0.0/8,fd00::1" });
    expect(env.find(({ name }) => name === "DATABASE_URL")?.valueFrom).toEqual({
      secretKeyRef: { name: "headroom", key: "DATABASE_URL" },
    });
  });

  test("has the image of the chart's version, unless another is named", () => {
    expect(chartFile().appVersion).toBe(version);
    expect(at(deployment(NEEDED), `${CONTAINER}.image`)).toBe(`headroom:${version}`);
    expect(at(deployment(FULL), `${CONTAINER}.image`)).toBe("registry.example.com/headroom:1.2.3");
  });

  test("is not rendered without an address and a Secret, and says which is missing", () => {
    expect(() => manifests({})).toThrow("url is needed: the address that browsers use");
    expect(() => manifests({ url: NEEDED.url })).toThrow("secret.name is needed");
    expect(() => manifests({ ...NEEDED, serviceMonitor: { enabled: true } })).toThrow(
      "serviceMonitor.tokenSecret.name is needed",
    );
  });
});

describe("what stands beside it", () => {
  test("without a wish there are a service, an account and a disruption budget", () => {
    expect([...manifests(NEEDED).keys()].sort()).toEqual([
      "Deployment",
      "PodDisruptionBudget",
      "Service",
      "ServiceAccount",
    ]);
    expect(at(manifests(NEEDED).get("ServiceAccount"), "automountServiceAccountToken")).toBe(false);
  });

  test("all of it selects the pods of the release, and nothing that an upgrade changes", () => {
    const all = manifests(FULL);
    const pods = z
      .record(z.string(), z.string())
      .parse(at(all.get("Deployment"), "spec.template.metadata.labels"));
    const selectors = [
      at(all.get("Deployment"), "spec.selector.matchLabels"),
      at(all.get("Service"), "spec.selector"),
      at(all.get("PodDisruptionBudget"), "spec.selector.matchLabels"),
      at(all.get("NetworkPolicy"), "spec.podSelector.matchLabels"),
      at(all.get("ServiceMonitor"), "spec.selector.matchLabels"),
    ];
    for (const selector of selectors) {
      expect(selector).toEqual({
        "app.kubernetes.io/name": "headroom",
        "app.kubernetes.io/instance": "team",
      });
      expect(pods).toMatchObject(selector ?? {});
    }
    expect(pods.team).toBe("data");
  });

  test("an ingress leads the host of the address to the service, by TLS where it is given", () => {
    const ingress = manifests({ ...FULL, url: "https://headroom.example.com:8443" }).get("Ingress");
    expect(at(ingress, "spec.rules.0.host")).toBe("headroom.example.com");
    expect(at(ingress, "spec.tls")).toEqual([{ hosts: ["headroom.example.com"], secretName: "tls" }]);
    expect(at(ingress, "spec.rules.0.http.paths.0.backend.service")).toEqual({
      name: "team-headroom",
      port: { name: "http" },
    });
  });

  test("a ServiceMonitor scrapes /metrics with the token of its Secret", () => {
    expect(at(manifests(FULL).get("ServiceMonitor"), "spec.endpoints.0")).toEqual({
      port: "http",
      path: "/metrics",
      interval: "30s",
      authorization: { credentials: { name: "headroom-token", key: "token" } },
    });
  });

  test("names of a release with the chart's name in it are not doubled, and none is too long", () => {
    const nameOf = (release: string) => at(manifests(NEEDED, release).get("Service"), "metadata.name");
    expect(nameOf("headroom")).toBe("headroom");
    expect(nameOf("my-headroom")).toBe("my-headroom");
    expect(nameOf("x".repeat(53))).toMatch(/^x{53}-headroom$/);
    expect(at(manifests({ ...NEEDED, fullnameOverride: "own" }).get("Deployment"), "metadata.name")).toBe(
      "own",
    );
  });
});

test("Helm itself, where it is installed, finds no fault and renders the same", () => {
  // It is in no registry that the tests have; the templates are rendered by scripts/helm/render.ts otherwise.
  if (spawnSync("helm", ["version"]).status !== 0) return;
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-helm-"));
  try {
    const file = path.join(folder, "values.yaml");
    writeFileSync(file, stringify(FULL));
    execFileSync("helm", ["lint", "--strict", CHART, "--values", file], { stdio: "pipe" });
    const text = execFileSync("helm", ["template", "team", CHART, "--values", file], { encoding: "utf8" });
    const kindSchema = z.looseObject({ kind: z.string() });
    const theirs = parseAllDocuments(text).map((document) => kindSchema.parse(document.toJS()));
    expect(new Map(theirs.map((manifest) => [manifest.kind, manifest]))).toEqual(manifests(FULL));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
