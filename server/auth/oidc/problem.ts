import "server-only";
import { PROVIDER_PROBLEM_SAYS, type ProviderProblemKind } from "@/lib/accounts/provider-problem";
import { AppError } from "../../errors";

/** Raised when a sign-in by the provider cannot go on. Its text has no word of the provider, so that none of its secrets can be there. */
export class ProviderProblem extends AppError {
  readonly status: number;
  constructor(
    readonly kind: ProviderProblemKind,
    options?: ErrorOptions,
  ) {
    const { title, says } = PROVIDER_PROBLEM_SAYS[kind];
    super(`${title}. ${says}`, options);
    this.status = kind === "away" || kind === "strange" ? 502 : 403;
  }
}
