import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { type Manifest, publishedPackages } from './publishedPackages.ts';
import { type Outcome, run } from './run.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const packages = publishedPackages(root);
// As it was started, or the one that is installed.
const pnpm = process.env['npm_execpath'] ?? 'pnpm';
const PACKERS = { npm: 'npm', pnpm } as const;
type Packer = keyof typeof PACKERS;

let work: string;
const packed: Record<Packer, Outcome[]> = { npm: [], pnpm: [] };

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'phasegate-packing-'));
  for (const packer of ['npm', 'pnpm'] as const) {
    const to = join(work, packer);
    await mkdir(to);
    for (const { folder } of packages) {
      packed[packer].push(await run(PACKERS[packer], ['pack', '--pack-destination', to], folder));
    }
  }
});
afterAll(() => rm(work, { recursive: true }));

const tarball = (packer: Packer, { name, version }: Manifest): string =>
  join(work, packer, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

/** Skips where a packer is not there, and says so. */
function needs(context: TestContext, packer: Packer): void {
  context.skip(
    packed[packer].some(({ code }) => code === 'missing'),
    `there is no ${packer} on this machine`,
  );
}

async function packedManifest(packer: Packer, manifest: Manifest): Promise<Manifest> {
  const { stdout } = await run('tar', ['-xzOf', tarball(packer, manifest), 'package/package.json'], work);
  return JSON.parse(stdout) as Manifest;
}

test('default: six packages are published', () => {
  expect(packages.map(({ manifest }) => manifest.name.replace('@phasegate/', ''))).toEqual([
    'contracts',
    'derivatives',
    'market',
    'pricing',
    'report',
    'risk',
  ]);
});

test.each(['npm', 'pnpm'] as const)('default: %s packs what anybody can install', async (packer) => {
  await Promise.all(
    packages.map(async ({ manifest }, i) => {
      if (packed[packer][i]!.code === 'missing') return;
      expect(packed[packer][i], manifest.name).toMatchObject({ code: 0 });
      const { dependencies = {}, peerDependencies = {}, engines } = await packedManifest(packer, manifest);
      for (const [name, range] of Object.entries({ ...dependencies, ...peerDependencies })) {
        expect(range, `${manifest.name} on ${name}`).toMatch(/^\^?\d+\.\d+\.\d+$/);
      }
      expect(engines, manifest.name).toEqual({ node: '>=20' });
    }),
  );
});

test('behavior: tests, their helpers and build records stay at home, sources and types go along', async (context) => {
  needs(context, 'npm');
  for (const { manifest } of packages) {
    const { stdout } = await run('tar', ['-tzf', tarball('npm', manifest)], work);
    const files = stdout.split('\n');
    expect(files.filter((file) => /\.test\.|\.testing\.|\.t\.sol$|tsbuildinfo/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['package/dist/index.js', 'package/dist/index.d.ts']));
    expect(files).toContain('package/src/index.ts');
  }
});

test('behavior: installed from the tarballs outside the workspace, every package and the command work', async (context) => {
  needs(context, 'npm');
  needs(context, 'pnpm');
  const app = join(work, 'app');
  await mkdir(app);
  const tarballs = Object.fromEntries(
    packages.map(({ manifest }) => [manifest.name, `file:${tarball('npm', manifest)}`]),
  );
  const hardhat = (await readManifest(join(root, 'packages/contracts'))).devDependencies['hardhat']!;
  await writeFile(
    join(app, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: { ...tarballs, hardhat } }),
  );
  // The tarballs stand in for a registry, to each other too.
  await writeFile(join(app, 'pnpm-workspace.yaml'), JSON.stringify({ overrides: tarballs }));
  const install = ['install', '--offline', '--ignore-scripts', '--config.node-version=24.21.0'];
  const installed = await run(pnpm, install, app);
  context.skip(
    /NO_OFFLINE/.test(installed.output),
    `the store has not all that is needed offline: ${installed.output.slice(0, 300)}`,
  );
  expect(installed, installed.output).toMatchObject({ code: 0 });

  await copyFile(join(import.meta.dirname, 'stranger.mjs'), join(app, 'stranger.mjs'));
  const ran = await run(process.execPath, ['stranger.mjs'], app);
  expect(ran.output).toBe('installed packages work\n');

  const [command] = await readdir(join(app, 'node_modules/.bin')).then((names) =>
    names.filter((name) => name === 'phasegate'),
  );
  const help = await run(join(app, 'node_modules/.bin', command!), ['--help'], app);
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('phasegate') });
  const status = await run(join(app, 'node_modules/.bin', command!), ['status', '--local', '--json'], app);
  expect(status.output).toContain('"phase"');
});

async function readManifest(
  folder: string,
): Promise<{ readonly devDependencies: Readonly<Record<string, string>> }> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
}
