import { expect, test } from "vitest";
import { renderTemplates } from "./render";

const values = {
  Values: { name: "one", none: "", list: ["a", "b"], map: { key: "value" } },
  Release: { Name: "r" },
};
const render = (text: string) => renderTemplates({ file: text }, values).file;

test.each([
  ["{{ .Values.name }}", "one"],
  ["a\n  {{- .Values.name -}}\n b", "aoneb"],
  ["{{ .Values.name | quote }}", '"one"'],
  ['{{ default "other" .Values.none }}', "other"],
  ['{{ .Values.none | default "other" | trunc 3 }}', "oth"],
  ['{{ printf "%s-%s" .Release.Name (default "x" .Values.name) }}', "r-one"],
  ["{{ if .Values.none }}a{{ else if .Values.name }}b{{ else }}c{{ end }}", "b"],
  ["{{ with .Values.map }}{{ .key }} {{ $.Release.Name }}{{ end }}", "value r"],
  ["{{ with .Values.none }}a{{ end }}", ""],
  ["x:{{ toYaml .Values.list | nindent 2 }}", "x:\n  - a\n  - b"],
  ['{{ define "t" }}<{{ .Values.name }}>{{ end }}{{ include "t" . }}', "<one>"],
  ["{{ $own := .Values.name }}{{ $own }}", "one"],
  ["{{/* a comment */}}a{{- /* another */ -}} b", "ab"],
])("%s is rendered as Go does it", (text, result) => {
  expect(render(text)).toBe(result);
});

test.each([
  ["{{ .Values.missing }}", "There is no value Values.missing"],
  ["{{ .Values.map }}", "cannot be printed"],
  ["{{ lookup .Values.name }}", "There is no function lookup"],
  ["{{ range .Values.list }}{{ . }}{{ end }}", "There is"],
  ["{{ if .Values.name }}a", "is not ended"],
  ["{{ end }}", "nothing to end"],
  ['{{ required "Name it." .Values.none }}', "Name it."],
])("%s is an error, because Helm renders it otherwise or not at all", (text, says) => {
  expect(() => render(text)).toThrow(says);
});
