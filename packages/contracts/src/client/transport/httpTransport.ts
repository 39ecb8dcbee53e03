import { backoffDelayMs, type Retrying } from './backoff.ts';
import { HttpRefusedError, MalformedUrlError, NodeUnreachableError, RpcError } from './errors.ts';

/** JSON-RPC over HTTP with retries. */
export interface Transport {
  /** Scheme, host and port of the node. */
  readonly origin: string;
  readonly url: string;
  /** @throws {NodeUnreachableError} {@link HttpRefusedError} {@link RpcError}. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Posts a ready JSON-RPC body and returns the response's: what other libraries' connections stand on. */
  post(body: string): Promise<string>;
}

/** A second arrival of these could act a second time, so whoever sends them decides about repeating. */
const NOT_REPEATED: ReadonlySet<string> = new Set(['eth_sendRawTransaction', 'eth_sendTransaction']);

/** Timeouts, rate limits and gateways in front of a node that is away. */
const OVERLOADED: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/**
 * Opens a transport; nothing is sent yet. Credentials in the URL become a Basic authorization header.
 *
 * @throws {MalformedUrlError} unless `url` is an http or https URL.
 */
export function httpTransport(options: { url: string; retry: Retrying; timeoutMs: number }): Transport {
  const { retry, timeoutMs } = options;
  const target = parseUrl(options.url);
  const { origin } = target;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (target.username !== '') {
    headers['authorization'] =
      `Basic ${btoa(`${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`)}`;
    target.username = '';
    target.password = '';
  }
  const url = target.href;
  let lastId = 0;

  async function postOnce(method: string, body: string): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (OVERLOADED.has(response.status)) throw new Error(`HTTP status ${response.status}`);
    // Before the status: several nodes put a JSON-RPC error into a 4xx or 5xx response.
    const text = await response.text();
    if (isJsonRpc(text)) return text;
    if (response.ok) throw new Error('the answer is not JSON-RPC');
    if (response.status >= 500) throw new Error(`HTTP status ${response.status}`);
    throw new HttpRefusedError(origin, method, response.status);
  }

  async function postRepeatedly(method: string, body: string): Promise<string> {
    const attempts = NOT_REPEATED.has(method) ? 1 : retry.attempts;
    for (let attempt = 1; ; ++attempt) {
      try {
        return await postOnce(method, body);
      } catch (cause) {
        if (cause instanceof HttpRefusedError) throw cause;
        if (attempt >= attempts) {
          throw new NodeUnreachableError({ origin, method, attempts, reason: reasonOf(cause), cause });
        }
        await retry.clock.sleep(backoffDelayMs(retry, attempt - 1));
      }
    }
  }

  return {
    origin,
    url,
    post: (body) => postRepeatedly(methodOf(body), body),
    request: async (method, params = []) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: ++lastId, method, params });
      const answer = JSON.parse(await postRepeatedly(method, body)) as { result?: unknown; error?: object };
      if (answer.error !== undefined && answer.error !== null) throw new RpcError(method, answer.error);
      return answer.result;
    },
  };
}

function parseUrl(url: unknown): URL {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) throw new MalformedUrlError(url);
  return parsed;
}

function methodOf(body: string): string {
  const { method } = JSON.parse(body) as { method?: unknown };
  return typeof method === 'string' ? method : 'a batch';
}

function isJsonRpc(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && ('result' in answer || 'error' in answer);
  } catch {
    return false;
  }
}

/** `fetch` hides the reason of a refused connection one level down. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause as { code?: unknown; message?: unknown } | undefined;
  if (typeof inner?.code === 'string') return inner.code;
  if (typeof inner?.message === 'string') return inner.message;
  return cause.name === 'TimeoutError' ? 'timeout' : cause.message;
}
