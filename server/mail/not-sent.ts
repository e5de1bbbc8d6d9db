import "server-only";
import { mailWords, type MailProblem, type MailWords } from "@/lib/mail/problem";
import { AppError } from "../errors";

/** Raised when a mail is not sent, or not to all of its addresses. No secret stands in its texts. */
export class MailNotSent extends AppError {
  readonly status = 502;
  readonly words: MailWords;
  constructor(readonly problem: MailProblem) {
    const words = mailWords(problem);
    super(`${words.found} ${words.why} ${words.next}`);
    this.words = words;
  }
}
