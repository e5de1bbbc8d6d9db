import { eventually } from "@/server/testing/eventually";

/** Resolves when a condition holds. @throws Error with what `otherwise` says where it does not for long */
export const until = (condition: () => boolean | Promise<boolean>, otherwise: () => string): Promise<void> =>
  eventually(async () => {
    if (!(await condition())) throw new Error(otherwise());
  });
