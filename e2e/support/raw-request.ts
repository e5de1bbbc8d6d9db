import { connect } from "node:net";

export type RawAnswer = { status: number; headers: Headers; body: string };

/**
 * Sends the bytes of one request over a socket and returns the answer: no client tidies the target, the Host header or the method.
 * Chunked bodies are returned with the sizes of their chunks.
 */
export async function rawRequest(port: number, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const socket = connect(port, "127.0.0.1");
  socket.write([...lines, ...length, "Connection: close", "", body].join("\r\n"));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...fields] = head.split("\r\n");
  const headers = new Headers();
  for (const field of fields) {
    const colon = field.indexOf(":");
    headers.append(field.slice(0, colon), field.slice(colon + 1).trim());
  }
  return { status: Number(first.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}
