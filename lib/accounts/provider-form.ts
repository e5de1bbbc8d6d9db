import type { FieldErrors } from "@/lib/databases/form";
import type { ProviderFields } from "./provider";
import { ROLES, type Role } from "./roles";

/** The form as it is typed: lists are lines. */
export type ProviderValues = {
  isOn: boolean;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  button: string;
  domains: string;
  subjects: string;
  linksByEmail: boolean;
  makesAccounts: boolean;
  newRole: Role;
  groupsClaim: string;
  mapping: string;
  ownPassword: string;
};

type Mapping = ProviderFields["mapping"][number];

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const mappingLine = ({ claim, role, groups }: Mapping): string =>
  `${claim} = ${role}${groups.length === 0 ? "" : `: ${groups.join(", ")}`}`;

/** Returns a line `group = role: database group, …` as a mapping; null for one of another form. The group itself may have a =. */
function readMapping(line: string): Mapping | null {
  const [, claim = "", word = "", groups = ""] = /^(.+?)\s*=\s*(\w+)\s*(?::\s*(.*))?$/.exec(line) ?? [];
  const role = ROLES.find((one) => one === word.toLowerCase());
  if (role === undefined || claim === "") return null;
  const names = groups.split(",").map((name) => name.trim());
  return { claim, role, groups: names.filter((name) => name !== "") };
}

/** Returns the form of stored settings; the secret is never in it. */
export const providerValues = (stored: ProviderFields): ProviderValues => ({
  ...stored,
  clientSecret: "",
  domains: stored.domains.join("\n"),
  subjects: stored.subjects.join("\n"),
  mapping: stored.mapping.map(mappingLine).join("\n"),
  ownPassword: "",
});

/** Returns the input of the verb that saves the form, and what is wrong with lines that it cannot take. */
export function providerInput({ ownPassword, domains, subjects, mapping, ...rest }: ProviderValues): {
  value: Record<string, unknown>;
  problems: FieldErrors;
} {
  const mappings = linesOf(mapping).map((line) => ({ line, read: readMapping(line) }));
  const wrong = mappings.find(({ read }) => read === null);
  return {
    value: {
      ...rest,
      domains: linesOf(domains),
      subjects: linesOf(subjects),
      mapping: mappings.flatMap(({ read }) => read ?? []),
      ...(ownPassword !== "" && { ownPassword }),
    },
    problems: wrong
      ? {
          mapping: `“${wrong.line}” is not of the form group = role: groups; a role is viewer, member or admin.`,
        }
      : {},
  };
}
