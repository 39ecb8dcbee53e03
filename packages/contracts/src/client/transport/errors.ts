import { InvalidInputError, PhasegateError } from '@phasegate/pricing/units';
import { shortened } from '../../contract/shortened.ts';

/** The URL of a node is not one the client can speak to. */
export class MalformedUrlError extends InvalidInputError {
  constructor(observed: unknown) {
    super({
      path: 'url',
      observed: typeof observed === 'string' ? withoutSecrets(observed) : observed,
      allowed: 'an http or https URL',
      remedy: remedyFor(observed),
    });
  }
}

/** A host and perhaps a port; a key pasted by mistake has no dot and no port. */
const HOST = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]{1,30}(?=:)|\[[0-9a-f:]+\])(?::\d+)?$/i;

/** Scheme, host and port: URLs of hosted nodes carry keys in path, query and user name. Of any other text its length alone. */
function withoutSecrets(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)/i.exec(url.trim()) ?? [];
  const host = rest.slice(rest.lastIndexOf('@') + 1);
  return HOST.test(host) ? `${scheme}${host}` : `${scheme}(${url.length} characters)`;
}

function remedyFor(observed: unknown): string {
  const shown = typeof observed === 'string' ? withoutSecrets(observed) : '';
  return HOST.test(shown)
    ? `Put the scheme before it: 'http://${shown}'`
    : "For a local node use 'http://127.0.0.1:8545'";
}

/**
 * The node did not answer as a JSON-RPC node: refused connection, timeout, HTTP 408, 429 or 5xx, a body that is not
 * JSON-RPC. Whether it acted on the request is unknown.
 */
export class NodeUnreachableError extends PhasegateError {
  /** Scheme, host and port; the rest of a URL may be secret. */
  readonly origin: string;
  readonly method: string;
  readonly attempts: number;
  readonly reason: string;

  constructor(input: { origin: string; method: string; attempts: number; reason: string; cause?: unknown }) {
    super(
      `${input.origin} did not answer ${input.method} in ${input.attempts} attempt(s): ${shortened(input.reason)}. ` +
        'Check that the node runs and the URL is right',
    );
    this.origin = input.origin;
    this.method = input.method;
    this.attempts = input.attempts;
    this.reason = input.reason;
    this.cause = input.cause;
  }
}

/** The node's HTTP server refuses the request; asking again gives the same answer. */
export class HttpRefusedError extends PhasegateError {
  readonly origin: string;
  readonly method: string;
  readonly status: number;

  constructor(origin: string, method: string, status: number) {
    super(
      `${origin} refused ${method} with HTTP status ${status}; expected 200. Check the URL and its credentials`,
    );
    this.origin = origin;
    this.method = method;
    this.status = status;
  }
}

/** The node answered with a JSON-RPC error. */
export class RpcError extends PhasegateError {
  readonly method: string;
  readonly code: number;
  /** The node's words, all of them. */
  readonly reason: string;
  /** Whatever the node added; revert data for example. */
  readonly data: unknown;

  constructor(method: string, error: { code?: unknown; message?: unknown; data?: unknown }) {
    const code = typeof error.code === 'number' ? error.code : 0;
    const reason = typeof error.message === 'string' ? error.message : 'no reason given';
    super(`The node answered ${method} with error ${code}: ${shortened(reason)}`);
    this.method = method;
    this.code = code;
    this.reason = reason;
    this.data = error.data;
  }
}
