/** One variable of Electric's environment. */
export type Variable = {
  name: string;
  value: string;
  /** The value holds a secret, or a placeholder for one: it goes where a platform keeps secrets. */
  secret: boolean;
  /** One sentence of at most 15 words. */
  why: string;
};

/** Returns the plain variables and the secret ones, each in its order. */
export function splitSecrets(variables: readonly Variable[]): { plain: Variable[]; secret: Variable[] } {
  return {
    plain: variables.filter(({ secret }) => !secret),
    secret: variables.filter(({ secret }) => secret),
  };
}

/** Returns variables with another value for one of them; one that is not there is added. */
export function withValue(variables: readonly Variable[], changed: Variable): Variable[] {
  return variables.some(({ name }) => name === changed.name)
    ? variables.map((variable) =>
        variable.name === changed.name ? { ...variable, value: changed.value } : variable,
      )
    : [...variables, changed];
}
