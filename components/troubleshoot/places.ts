/** Addresses that a result leads to. */
export type Places = {
  /** Titles of the checks that entries name, by id. */
  checkTitles: Readonly<Record<string, string>>;
  /** Checks that a plan could fix. */
  fixable: readonly string[];
  isAdmin: boolean;
};

/** The same, with the database that was chosen; null where there is none. */
export type ShownPlaces = Places & { databaseId: string | null };
