import "server-only";
import type { FieldErrors } from "@/lib/databases/form";

/** An error with a text for the user: what happened, and what to do. Mapped to HTTP once, in server/http. */
export abstract class AppError extends Error {
  abstract readonly status: number;
}

/** There is no session, or it ended. */
export class NotSignedIn extends AppError {
  readonly status = 401;
  constructor() {
    super("You are not signed in, or your session ended. Sign in and try again.");
  }
}

/** The actor's role does not suffice. */
export class NotAllowed extends AppError {
  readonly status = 403;
  constructor(message = "Only an admin can do this. Ask an admin of this Headroom.") {
    super(message);
  }
}

export class NotFound extends AppError {
  readonly status = 404;
  constructor(message = "This database is not here. It may have been deleted.") {
    super(message);
  }
}

/** Raised for input that does not say what is needed; `fields` names each by its path. */
export class BadInput extends AppError {
  readonly status = 422;
  constructor(
    message: string,
    readonly fields: FieldErrors = {},
  ) {
    super(message);
  }
}

/** The body is larger than what is read of it. */
export class TooLarge extends AppError {
  readonly status = 413;
  constructor() {
    super("What was sent is too large: at most 1 MB is read.");
  }
}

/** The body is of a type that is not read. */
export class NotJson extends AppError {
  readonly status = 415;
  constructor() {
    super("This address takes JSON: set the content type to application/json.");
  }
}

/** Raised for what cannot be done in the present state; `fields` names what would have to be said for it to be done. */
export class Conflict extends AppError {
  readonly status = 409;
  constructor(
    message: string,
    readonly fields: FieldErrors = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Too many tries; the text says when to try again, and so does Retry-After, in seconds. */
export class TooMany extends AppError {
  readonly status = 429;
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

/** Our own store does not answer. */
export class Unavailable extends AppError {
  readonly status = 503;
  constructor(message = "Headroom's own store does not answer. Nothing was changed. Try again in a minute.") {
    super(message);
  }
}

/** Our own store takes no changes: a standby, or a database or role that is set to read only. */
export class StoreReadOnly extends AppError {
  readonly status = 503;
  constructor() {
    super(
      "Headroom's own store is read-only: it is a standby, or default_transaction_read_only is on. Nothing was changed. Point DATABASE_URL to the primary server, then try again.",
    );
  }
}

/** Our own store has no room left. */
export class StoreFull extends AppError {
  readonly status = 507;
  constructor() {
    super(
      "The disk of Headroom's own store is full, so it can take nothing down. Nothing was changed. Make room on that disk, then try again.",
    );
  }
}
