import { compose } from "./compose";
import { dockerRun } from "./docker-run";
import { ecs } from "./ecs";
import { env } from "./env-file";
import { fly } from "./fly";
import type { Form } from "./form";
import { homebrew } from "./homebrew";
import { kubernetes } from "./kubernetes";
import { render } from "./render";

/** Ids of the forms, in the order of their tabs. */
export const FORM_IDS = [
  "docker",
  "compose",
  "env",
  "kubernetes",
  "fly",
  "render",
  "ecs",
  "homebrew",
] as const;

export type FormId = (typeof FORM_IDS)[number];

/** Every way to start Electric: an id without its form does not compile. */
export const FORMS: Readonly<Record<FormId, Form>> = {
  docker: dockerRun,
  compose,
  env,
  kubernetes,
  fly,
  render,
  ecs,
  homebrew,
};

export const isFormId = (text: string): text is FormId => FORM_IDS.some((id) => id === text);
