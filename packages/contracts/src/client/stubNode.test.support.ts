import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stub does with one request: an answer, a JSON-RPC error, an HTTP status, or nothing but a closed line. */
export type StubAnswer =
  | { readonly result: unknown }
  | { readonly error: { code: number; message: string; data?: unknown } }
  | { readonly status: number; readonly body?: string }
  | 'hang up';

export interface StubNode {
  readonly url: string;
  /** Every request so far. */
  readonly calls: { readonly method: string; readonly params: readonly unknown[] }[];
  close(): Promise<void>;
}

/** A JSON-RPC server that answers as told, for what a real node can't be made to do. */
export async function startStubNode(
  answer: (method: string, params: readonly unknown[]) => StubAnswer | Promise<StubAnswer>,
): Promise<StubNode> {
  const calls: { method: string; params: readonly unknown[] }[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString()) as {
      id: number;
      method: string;
      params: readonly unknown[];
    };
    calls.push({ method, params });
    const told = await answer(method, params);
    if (told === 'hang up') {
      request.socket.destroy();
    } else if ('status' in told) {
      response.writeHead(told.status).end(told.body ?? '');
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...told }));
    }
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => response.destroy(cause as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A stub in front of a real node: it passes on what `intercept` leaves alone. */
export async function startProxyNode(
  url: string,
  intercept: (
    method: string,
    params: readonly unknown[],
    forward: () => Promise<StubAnswer>,
  ) => StubAnswer | Promise<StubAnswer> | undefined,
): Promise<StubNode> {
  return startStubNode((method, params) => {
    const forward = async (): Promise<StubAnswer> => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body });
      const answer = (await response.json()) as {
        result?: unknown;
        error?: { code: number; message: string };
      };
      return answer.error === undefined ? { result: answer.result } : { error: answer.error };
    };
    return intercept(method, params, forward) ?? forward();
  });
}
