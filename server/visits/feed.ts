import "server-only";

/** Events of something under way: a subscriber gets those so far, then the rest as they come. */
export class Feed<Event> implements AsyncIterable<Event> {
  private readonly events: Event[] = [];
  private ended = false;
  private waiting: (() => void)[] = [];

  private wake(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const resume of woken) resume();
  }

  push(event: Event): void {
    this.events.push(event);
    this.wake();
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    for (let at = 0; ; at += 1) {
      while (at >= this.events.length) {
        if (this.ended) return;
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
      const event = this.events[at];
      if (event !== undefined) yield event;
    }
  }
}
