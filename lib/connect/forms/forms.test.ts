import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml, parseAllDocuments } from "yaml";
import { z } from "zod";
import { CERTIFICATE_PATH } from "../database-url";
import { environmentOf, processEnvironment, type Environment } from "../environment";
import { environmentWith, factsWith, hardValue } from "../fixture";
import { FORM_IDS, FORMS, type FormId } from ".";
import { composeShape, ecsShape, flyShape, kubernetesShape, renderShape } from "./shapes";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const secrets = { password: "p%s/w:d'!", secret: "ab".repeat(32) };

/** Environments that differ in all that forms look at. */
const ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  plain: environmentOf(factsWith(), secrets),
  "on this machine": environmentOf(factsWith({ address: { host: "127.0.0.1" } }), secrets),
  "with a certificate": environmentOf(
    factsWith({ address: { sslmode: "verify-full", caCertificate: PEM } }),
    secrets,
  ),
  "two instances": environmentOf(factsWith({ target: { instances: 2 } }), secrets),
  manual: environmentOf(factsWith({ target: { strategy: "manual", pooled: true, ipv6: true } }), secrets),
};

const fileOf = (form: FormId, name: string, environment: Environment): string => {
  const file = FORMS[form].files(environment).find((one) => one.name === name);
  if (file === undefined) throw new Error(`${form} has no file ${name}.`);
  return file.text;
};

const compose = (environment: Environment) =>
  composeShape.parse(parseYaml(fileOf("compose", "compose.yaml", environment)));

const kubernetes = (environment: Environment) =>
  parseAllDocuments(fileOf("kubernetes", "electric.yaml", environment)).map((document) =>
    kubernetesShape.parse(document.toJS()),
  );
const workloadIn = (environment: Environment) => {
  const found = kubernetes(environment).find(
    (document) => document.kind === "StatefulSet" || document.kind === "Deployment",
  );
  if (found?.kind !== "StatefulSet" && found?.kind !== "Deployment") throw new Error("There is no workload.");
  return found;
};

/** `$(NAME)` of a variable that is there becomes its value, and `$$` a dollar sign (Kubernetes, third_party/forked/golang/expansion). */
const expandedByKubernetes = (text: string): string =>
  text.replace(/\$(\$|\([^)]*\))?/g, (all: string, operand: string | undefined) =>
    operand === "$" ? "$" : operand === undefined ? all : "expanded",
  );

/** Returns the environment of the pod, as its container has it. */
function podEnvironment(environment: Environment): Record<string, string> {
  const secret = kubernetes(environment).find(({ kind }) => kind === "Secret");
  const data = secret?.kind === "Secret" ? secret.stringData : {};
  const [container] = workloadIn(environment).spec.template.spec.containers;
  return Object.fromEntries(
    (container?.env ?? []).map((one) => [
      one.name,
      "value" in one
        ? expandedByKubernetes(one.value)
        : (data[one.valueFrom.secretKeyRef.key] ?? "no such key"),
    ]),
  );
}

const fly = (environment: Environment) => flyShape.parse(parseToml(fileOf("fly", "fly.toml", environment)));
const render = (environment: Environment) =>
  renderShape.parse(parseYaml(fileOf("render", "render.yaml", environment)));
const ecs = (environment: Environment) =>
  ecsShape.parse(JSON.parse(fileOf("ecs", "task-definition.json", environment)));

describe.each(Object.entries(ENVIRONMENTS))("%s", (_, environment) => {
  const wanted = processEnvironment(environment);
  const plain = environment.variables.filter(({ secret }) => !secret).map(({ name }) => name);

  test("every form has files, and none without a line break at its end", () => {
    for (const id of FORM_IDS) {
      const files = FORMS[id].files(environment);
      expect(files.length).toBeGreaterThan(0);
      for (const { text } of files) expect(text).toMatch(/[^\n]\n$/);
    }
  });

  test("compose.yaml is what the Compose specification takes", () => {
    expect(compose(environment).services.electric?.image).toBe(environment.image);
  });

  test("the Kubernetes objects are what the API takes, and the pod has the whole environment", () => {
    const env = podEnvironment(environment);
    expect(env).toMatchObject(wanted);
    expect(Object.keys(env).filter((name) => !(name in wanted))).toEqual(
      environment.replicas > 1 ? ["ELECTRIC_SHAPE_DB_EXCLUSIVE_MODE"] : [],
    );
    const { spec } = workloadIn(environment);
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
  });

  test("fly.toml, render.yaml and the ECS task are what their platforms take, with every plain variable and no secret", () => {
    expect(Object.keys(fly(environment).env)).toEqual(plain);
    const keys = render(environment).services[0]?.envVars.map(({ key }) => key);
    expect(keys?.toSorted()).toEqual(["PORT", ...Object.keys(wanted)].toSorted());
    const [task] = ecs(environment).containerDefinitions;
    const names = [...(task?.environment ?? []), ...(task?.secrets ?? [])].map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(wanted)));
    for (const [form, name] of [
      ["fly", "fly.toml"],
      ["render", "render.yaml"],
      ["ecs", "task-definition.json"],
    ] as const)
      expect(fileOf(form, name, environment)).not.toContain(secrets.secret);
  });
});

describe("health", () => {
  const { plain: one, "two instances": two } = ENVIRONMENTS;
  if (one === undefined || two === undefined) throw new Error("An environment is missing.");

  test("202 is alive and not ready for one instance, and ready for one of several, which has to wait", () => {
    const [single] = workloadIn(one).spec.template.spec.containers;
    expect(single?.livenessProbe.httpGet.path).toBe("/v1/health");
    expect(single?.readinessProbe).toHaveProperty("exec");
    const [shared] = workloadIn(two).spec.template.spec.containers;
    expect(shared?.readinessProbe).toHaveProperty("httpGet");
    expect(compose(one).services.electric?.healthcheck.test[1]).toContain("active");
    expect(ecs(one).containerDefinitions[0]?.healthCheck.command[1]).not.toContain("active");
  });

  test("several instances share storage, one has a volume of its own", () => {
    expect(workloadIn(one)).toMatchObject({ kind: "StatefulSet", spec: { replicas: 1 } });
    expect(workloadIn(two)).toMatchObject({ kind: "Deployment", spec: { replicas: 2 } });
    expect(kubernetes(two).find(({ kind }) => kind === "PersistentVolumeClaim")).toMatchObject({
      spec: { accessModes: ["ReadWriteMany"] },
    });
  });
});

describe("a certificate", () => {
  const environment = ENVIRONMENTS["with a certificate"];
  if (environment === undefined) throw new Error("An environment is missing.");

  test("stands where the variable says, in every form that can carry a file", () => {
    expect(compose(environment).services.electric?.volumes).toContain(`./ca.pem:${CERTIFICATE_PATH}:ro`);
    expect(fly(environment).files).toEqual([{ guest_path: CERTIFICATE_PATH, raw_value: btoa(PEM) }]);
    const secret = kubernetes(environment).find(({ kind }) => kind === "Secret");
    expect(secret).toMatchObject({ stringData: { "ca.pem": PEM } });
    for (const id of ["docker", "compose", "env", "render", "ecs", "homebrew"] as const)
      expect(FORMS[id].files(environment)).toContainEqual(expect.objectContaining({ text: PEM }));
  });

  test("has another place where the platform puts files elsewhere", () => {
    const named = { key: "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE", value: "/etc/secrets/ca.pem" };
    expect(render(environment).services[0]?.envVars).toContainEqual(named);
    expect(ecs(environment).containerDefinitions[0]?.environment).toContainEqual({
      name: named.key,
      value: "/var/lib/electric/ca.pem",
    });
  });
});

describe("a value that is hard to quote arrives as it is", () => {
  const each = (check: (environment: Environment, secret: string, plain: string) => void): void =>
    fc.assert(
      fc.property(hardValue, hardValue, (secret, plain) => {
        // Outside of this test no variable has such a value: the addresses are percent-encoded.
        check(environmentWith(secret, plain), secret, plain);
      }),
    );

  test("in Kubernetes", () =>
    each((environment, secret, plain) =>
      expect(podEnvironment(environment)).toEqual({
        DATABASE_URL: secret,
        ELECTRIC_REPLICATION_STREAM_ID: plain,
      }),
    ));

  test("in fly.toml", () =>
    each((environment, _, plain) =>
      expect(fly(environment).env).toEqual({ ELECTRIC_REPLICATION_STREAM_ID: plain }),
    ));

  test("in the Render Blueprint, apart from the secrets", () =>
    fc.assert(
      fc.property(hardValue, (plain) => {
        const [service] = render(environmentWith("secret", plain)).services;
        expect(service?.envVars).toContainEqual({ key: "ELECTRIC_REPLICATION_STREAM_ID", value: plain });
        expect(service?.envVars).toContainEqual({ key: "DATABASE_URL", sync: false });
      }),
    ));

  test("in the ECS task", () =>
    each((environment, _, plain) =>
      expect(ecs(environment).containerDefinitions[0]?.environment).toContainEqual({
        name: "ELECTRIC_REPLICATION_STREAM_ID",
        value: plain,
      }),
    ));

  test("in compose.yaml, whose dollar signs are doubled", () => {
    const image = "electricsql/electric:1.8.1";
    const text = fileOf("compose", "compose.yaml", environmentWith("a", "b", { image: `${image}$A\`"#` }));
    const read = z.object({ services: z.object({ electric: z.object({ image: z.string() }) }) });
    expect(read.parse(parseYaml(text)).services.electric.image).toBe(`${image}$$A\`"#`);
  });

  test("in YAML 1.1 as well, which older readers speak", () =>
    each((environment, secret) => {
      const [document] = parseAllDocuments(fileOf("kubernetes", "electric.yaml", environment), {
        version: "1.1",
      });
      expect(document?.toJS()).toMatchObject({ stringData: { DATABASE_URL: secret } });
    }));
});
