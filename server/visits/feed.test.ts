import { expect, test } from "vitest";
import { Feed } from "./feed";

async function all<Event>(feed: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of feed) events.push(event);
  return events;
}

test("who joins late gets the events so far and then the rest", async () => {
  const feed = new Feed<number>();
  const early = all(feed);
  feed.push(1);
  feed.push(2);
  const late = all(feed);
  feed.push(3);
  feed.end();
  expect(await early).toEqual([1, 2, 3]);
  expect(await late).toEqual([1, 2, 3]);
  expect(await all(feed)).toEqual([1, 2, 3]);
});

test("who stops reading holds nobody up", async () => {
  const feed = new Feed<number>();
  feed.push(1);
  for await (const event of feed) {
    expect(event).toBe(1);
    break;
  }
  feed.push(2);
  feed.end();
  expect(await all(feed)).toEqual([1, 2]);
});
