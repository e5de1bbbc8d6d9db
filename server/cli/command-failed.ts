import "server-only";

/** Reason why a command ends without having done its work; the message says what to do and holds no secret. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
}
