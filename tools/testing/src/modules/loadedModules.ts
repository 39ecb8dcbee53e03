import { spawnSync } from 'node:child_process';

/**
 * The files that importing a module loads, each named after its package: `decimal.js/decimal.mjs`, or for what lies
 * outside `node_modules`, by its path below the folder `root`. Node's own modules are left out. Sorted.
 *
 * @param module a specifier, found from the folder `from`.
 */
export function loadedModules(input: {
  readonly module: string;
  readonly from: URL;
  readonly root: URL;
}): readonly string[] {
  const code = `import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
await import(${JSON.stringify(input.module)});
console.log(JSON.stringify(loaded));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: input.from,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`importing ${input.module} failed: ${stderr}`);
  return (JSON.parse(stdout) as string[])
    .filter((url) => url.startsWith('file:'))
    .map((url) => url.split('/node_modules/').at(-1)!.replace(input.root.href, ''))
    .sort();
}
