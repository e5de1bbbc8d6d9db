import type { Proposal } from "@/lib/repair/proposal";
import { EMPTY_REQUEST, repairQuery } from "../repair-url";
import { keepSelection } from "../selected-tables";

/** Returns the address of the plan of a proposal; tables that it names are kept in the tab, as a selection is. */
export function reviewPath({ databaseId, request }: Pick<Proposal, "databaseId" | "request">): string {
  const { for: wanted, choices, password } = request;
  const { strategy, ...chosen } = choices;
  const tables = wanted.kind === "checks" ? wanted.tables : undefined;
  const query = repairQuery({
    ...EMPTY_REQUEST,
    wanted,
    strategy,
    chosen,
    password: password ? "new" : "none",
    selection: tables === undefined ? null : keepSelection(tables),
  });
  return `/databases/${databaseId}/repair${query}`;
}
