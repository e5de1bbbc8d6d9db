/** The name of the server-sent event that ends a stream whose session is over. */
export const SESSION_ENDED = "session-ended";
