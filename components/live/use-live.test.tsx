import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { aLive } from "./fixture";
import { liveKey } from "./registry";
import { useLive } from "./use-live";

test("until a part of the page is alive it draws what the server drew, though the stream is ahead of it", () => {
  const initial = aLive({ sentAt: "2026-11-23T03:00:00.000Z" });
  const client = new QueryClient();
  client.setQueryData(liveKey("1"), aLive({ sentAt: "2026-11-23T03:00:01.000Z" }));
  const Drawn = () => <time>{useLive("1", initial).live?.sentAt}</time>;
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <Drawn />
    </QueryClientProvider>,
  );
  expect(html).toBe("<time>2026-11-23T03:00:00.000Z</time>");
});
