// @ts-check
import { readFileSync } from 'node:fs';
import { onPath, outputOf, run, runOrStop } from './command.mjs';
import { logFile } from './project.mjs';
import { Stop } from './stop.mjs';

/**
 * @param {string} text The content of /etc/os-release.
 * @returns {Record<string, string>}
 */
export function parseOsRelease(text) {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/gm)].map(([, name, double, single, bare]) => [
      name,
      double ?? single ?? bare,
    ]),
  );
}

/** @returns {string} "debian 12", or "darwin" where there is no such file. */
export function systemName() {
  try {
    const { ID = 'linux', VERSION_ID = '' } = parseOsRelease(readFileSync('/etc/os-release', 'utf8'));

    return `${ID} ${VERSION_ID}`.trim();
  } catch {
    return process.platform;
  }
}

/**
 * @param {string} statuses Lines of `dpkg-query`: status, space, package.
 * @param {string[]} packages
 */
export function missingPackages(statuses, packages) {
  const installed = new Set(
    statuses
      .split('\n')
      .map((line) => /^ii\s+(\S+)$/.exec(line.trim())?.[1])
      .filter(Boolean),
  );

  return packages.filter((name) => !installed.has(name));
}

/** @param {string[]} packages */
export const aptInstall = (packages) => ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];

/**
 * What a person types who may not install without a password.
 *
 * @param {string[]} packages
 */
export const aptCommand = (packages) => `sudo apt-get update && sudo ${aptInstall(packages).join(' ')}`;

/**
 * Installs what is missing of some Debian packages.
 *
 * @param {{ say(detail: string): void }} step
 * @param {string[]} packages
 * @param {string} purpose "to build the mediasoup worker"
 */
export async function ensurePackages(step, packages, purpose) {
  if (!onPath('apt-get') || !onPath('dpkg-query')) {
    throw new Stop(
      `Set-up installs what is needed ${purpose} on Debian and its kin only, and this system (${systemName()}) has no apt-get.`,
    );
  }

  const { output } = await run('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${Package}\\n', ...packages]);
  const missing = missingPackages(output.join('\n'), packages);

  if (missing.length === 0) return;

  const asRoot = becomeRoot();

  if (!asRoot) {
    throw new Stop(`Some system packages are needed ${purpose}, and only root can install them.`, {
      next: aptCommand(missing),
    });
  }

  const log = logFile('system-packages');
  const [command = '', ...prefix] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive'];
  // Another apt-get may be at work: machines like to update themselves after boot.
  const options = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];

  step.say('apt-get update');
  // A failure here may concern a source that is not needed; the next command tells.
  await run(command, [...prefix, 'apt-get', ...options, 'update'], { log });
  step.say(`apt-get install ${missing.length} packages ${purpose}`);

  await runOrStop(command, [...prefix, ...aptInstall(missing), ...options], {
    log,
    failure: `apt-get could not install what is needed ${purpose}.`,
    next: aptCommand(missing),
  });
}

/** @returns {string[] | undefined} The words before a command that run it as root. */
function becomeRoot() {
  if (process.getuid?.() === 0) return [];
  if (onPath('sudo') && outputOf('sudo', ['-n', 'true']) !== undefined) return ['sudo', '-n'];

  return undefined;
}
