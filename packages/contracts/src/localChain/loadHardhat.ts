import { shortened } from '../contract/shortened.ts';
import { LocalChainUnavailableError } from './errors.ts';

/** Hardhat 3 refuses older ones in its own command alone, and fails elsewhere for reasons that don't say so. */
const OLDEST_NODE: readonly [major: number, minor: number] = [22, 13];

/**
 * Loads the peer dependency `hardhat`.
 *
 * @param nodeVersion such as `22.13.0`.
 * @throws {LocalChainUnavailableError} when Node is too old for it, or it is not installed.
 */
export async function loadHardhat(
  nodeVersion: string = process.versions.node,
): Promise<Pick<typeof import('hardhat/hre'), 'createHardhatRuntimeEnvironment'>> {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new LocalChainUnavailableError({
      nodeVersion,
      problem: `hardhat needs Node ${OLDEST_NODE.join('.')} or later; this is ${nodeVersion}. Run a later Node`,
    });
  }
  try {
    return await import('hardhat/hre');
  } catch (cause) {
    const { code, message } = cause as { code?: unknown; message?: unknown };
    const problem =
      code === 'ERR_MODULE_NOT_FOUND'
        ? 'it is not installed. Run `npm install --save-dev hardhat`'
        : `it does not load: ${shortened(String(message))}. See cause`;
    throw new LocalChainUnavailableError({ nodeVersion, problem, cause });
  }
}
