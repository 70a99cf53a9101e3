// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { hashContents, hashStats, listFiles, readStamp, writeStamp } from './fingerprint.mjs';
import { inProject, logFile, readJson, root, stateFolder } from './project.mjs';
import { Stop } from './stop.mjs';

const stamp = join(stateFolder, 'build');

/** What the build runs, beside the libraries. */
const TOOLS = ['bundle', 'manifest', 'site', 'manifest.mjs', 'site.mjs'].map((name) => join('scripts', name));

/** What the site is made of: here Markdown counts. */
const SITE = ['docs', 'site'];

/** @param {string} name Of a file or folder that no build depends on. */
export const isNoInput = (name) =>
  ['dist', 'node_modules', 'coverage'].includes(name) || /\.(tsbuildinfo|md|log)$/.test(name);

/**
 * The files whose change calls for a new build.
 *
 * @param {string} folder The project's.
 * @param {string[]} workspaces
 */
export function buildInputs(folder, workspaces) {
  const settings = readdirSync(folder).filter((name) =>
    /^(package(-lock)?\.json|tsconfig.*\.json|rollup\.config\..*)$/.test(name),
  );

  return [
    ...listFiles(folder, [...settings, ...workspaces, ...TOOLS], isNoInput),
    ...listFiles(folder, SITE, (name) => name === 'dist'),
  ].sort();
}

/**
 * What the stamp of a build says: what went in, and what came out. The second part
 * notices outputs that were removed or replaced by hand.
 *
 * @param {string} folder
 * @param {string[]} workspaces
 * @param {string} salt
 */
export function buildState(folder, workspaces, salt) {
  const outputs = listFiles(
    folder,
    [...workspaces, 'site'].map((name) => join(name, 'dist')),
  );

  return [
    hashContents(folder, buildInputs(folder, workspaces), salt),
    outputs.length > 0 ? hashStats(folder, outputs) : 'nothing',
  ].join(' ');
}

/**
 * `tsc -b` trusts its .tsbuildinfo, and would write nothing where somebody removed `dist`.
 *
 * @param {string} workspace
 */
function forgetRemovedOutput(workspace) {
  if (existsSync(inProject(workspace, 'dist'))) return;

  for (const name of readdirSync(inProject(workspace))) {
    if (name.endsWith('.tsbuildinfo')) rmSync(inProject(workspace, name));
  }
}

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {import('./node.mjs').Node} node
 */
export async function ensureBuild(terminal, node) {
  const step = terminal.step('Build');
  const { workspaces } = readJson(inProject('package.json'));
  const state = () => buildState(root, workspaces, node.version);

  if (readStamp(stamp) === state()) {
    step.done('unchanged');

    return;
  }

  const log = logFile('build');

  step.say('compiling and bundling');
  workspaces.forEach(forgetRemovedOutput);

  const { ok, output } = await run(node.path, [node.npm, 'run', '--silent', 'build'], {
    cwd: root,
    env: node.env,
    log,
  });

  if (!ok) {
    throw new Stop('The project does not build.', {
      next: 'npm run build',
      output: output.slice(-30),
      log,
    });
  }

  writeStamp(stamp, state());
  step.done(`in ${step.elapsed}`);
}
