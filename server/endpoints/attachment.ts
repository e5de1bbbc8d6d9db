import "server-only";

/** Returns an answer that a browser saves as a file, and that no cache keeps. `name` is plain ASCII without quotes. */
export const attachment = (text: string, { type, name }: { type: string; name: string }): Response =>
  new Response(text, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
