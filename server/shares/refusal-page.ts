import "server-only";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 16px; font: 16px/1.5 "Inter Variable", ui-sans-serif, system-ui, sans-serif; background: light-dark(#f6f7f8, #0e1216); color: light-dark(#14191f, #e6eaee); }
main { max-width: 32rem; }
h1 { font-size: 22px; line-height: 28px; margin: 0 0 8px; }
p { margin: 0; color: light-dark(#4b5663, #a6b1bc); }
`;

/** Answers a screen that a wall link does not let in: a page of its own, because a route that sets cookies draws none. */
export function refusalPage(
  status: number,
  says: string,
  { nonce, headers = {} }: { nonce: string | null; headers?: Record<string, string> },
): Response {
  const style = nonce === null ? "" : `<style nonce="${escaped(nonce)}">${STYLE}</style>`;
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>No wall here · Headroom</title>${style}</head>
<body><main><h1>This link opens no wall</h1><p>${escaped(says)}</p></main></body></html>
`;
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
