import "server-only";
import type { CommandName } from "./command-table";

/** Something in the arguments is wrong; the message says what, and holds no secret. */
export class UsageError extends Error {
  override name = "UsageError";

  /** `command` is the one whose help says more, null where it is not known. */
  constructor(
    message: string,
    readonly command: CommandName | null = null,
  ) {
    super(message);
  }
}

/** Returns the lines that a flaw in the arguments is told with. */
export const usageLines = ({ message, command }: UsageError): string[] => [
  message,
  `Try: headroom ${command === null ? "" : `${command} `}--help`,
];
