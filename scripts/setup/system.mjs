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
 * Installs servers and neither starts them nor leaves them to the next start of the machine: the tests start their own.
 * Debian asks policy-rc.d whether a service may run; who has one has said so already.
 */
const withoutServices = `
policy=/usr/sbin/policy-rc.d services=$1
shift
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
"$@" || exit 1
if [ -d /run/systemd/system ]; then systemctl disable --quiet $services; fi`;

/**
 * Installs what is missing of some Debian packages.
 *
 * @param {{ say(detail: string): void }} step
 * @param {string[]} packages
 * @param {string} purpose "to build the mediasoup worker"
 * @param {object} [more]
 * @param {string[]} [more.services] Of these packages: they are not to run.
 */
export async function ensurePackages(step, packages, purpose, { services = [] } = {}) {
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

  const quiet = services.length > 0 ? ['sh', '-c', withoutServices, 'sh', services.join(' ')] : [];

  await runOrStop(command, [...prefix, ...quiet, ...aptInstall(missing), ...options], {
    log,
    failure: `apt-get could not install what is needed ${purpose}.`,
    next: aptCommand(missing),
  });
}

/** @returns {string[] | undefined} The words before a command that run it as root. */
export function becomeRoot() {
  if (process.getuid?.() === 0) return [];
  if (onPath('sudo') && outputOf('sudo', ['-n', 'true']) !== undefined) return ['sudo', '-n'];

  return undefined;
}
