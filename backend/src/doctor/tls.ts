import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { kindOf } from '../address-kind.js';
import type { Context } from './context.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';

const DAY = 86_400_000;

/** Renewals come 30 days before the end: this late they do not work. In days. */
const RENEWED_BEFORE = 14;

const ONE_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Browsers give camera and microphone to https and to localhost alone: is it one of these? */
export const tls: Check = {
  name: 'https',
  run: async (context) => {
    const { cert, key, host, trustedProxies } = context.config;
    if (cert !== null && key !== null) return await judge(cert, key, context);
    if (trustedProxies.length > 0) return [ok(`It is left to the proxy in front (${trustedProxies.join(', ')}).`)];
    if (kindOf(host) === 'loopback') return [ok('Not needed for this machine alone: browsers trust localhost.')];
    return [
      warning(
        `Pages come by plain http on ${host}: browsers give them no camera and no microphone, except on this machine.`,
        'set --cert and --key, or put a proxy with https in front and set --trusted-proxies',
      ),
    ];
  },
};

async function judge(certPath: string, keyPath: string, { now }: Context): Promise<Finding[]> {
  const certText = await read(certPath, '--cert');
  const keyText = await read(keyPath, '--key');
  if (typeof certText !== 'string') return [certText];
  if (typeof keyText !== 'string') return [keyText];

  const chain = certificatesOf(certText);
  const [leaf] = chain ?? [];
  if (!chain || !leaf) {
    return [problem(`${certPath} holds no certificate.`, 'set --cert to a chain of certificates in PEM')];
  }
  if (!matches(leaf, keyText)) {
    return [
      problem(
        `The key in ${keyPath} is not that of the certificate in ${certPath}.`,
        'set --key to the key it was made with',
      ),
    ];
  }
  const names = namesOf(leaf);
  const days = Math.floor((leaf.validToDate.getTime() - now()) / DAY);
  const findings: Finding[] = [];
  if (leaf.validFromDate.getTime() > now()) {
    findings.push(problem(`The certificate begins at ${leaf.validFrom} only.`, "check this machine's clock"));
  } else if (days < 0) {
    findings.push(
      problem(`The certificate ended at ${leaf.validTo}.`, 'renew it; the server takes up the new one by itself'),
    );
  } else if (days < RENEWED_BEFORE) {
    findings.push(
      warning(`The certificate ends in ${String(days)} days.`, 'renew it, and see why it was not renewed by itself'),
    );
  }
  if (names.length === 0) {
    findings.push(problem('The certificate is for no name, and no browser takes it.', 'get one with a subjectAltName'));
  }
  const selfSigned = leaf.checkIssued(leaf);
  if (selfSigned) {
    findings.push(
      warning(
        'The certificate is signed by itself: browsers warn before they show the page.',
        'get one from a public authority',
      ),
    );
  } else if (chain.length === 1) {
    findings.push(
      warning(
        'The file holds one certificate without those it rests on: some browsers will not trust it.',
        'set --cert to the whole chain (fullchain.pem)',
      ),
    );
  }
  return findings.length > 0
    ? findings
    : [ok(`The certificate is for ${names.join(', ')}, for ${String(days)} days more.`)];
}

async function read(path: string, flag: string): Promise<string | Finding> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const fix = code === 'EACCES' ? `let the user of the server read ${path}` : `set ${flag} to a file that there is`;
    return problem(`${path} cannot be read (${code}).`, fix);
  }
}

function certificatesOf(text: string): X509Certificate[] | null {
  try {
    return [...text.matchAll(ONE_CERTIFICATE)].map(([pem]) => new X509Certificate(pem));
  } catch {
    return null;
  }
}

function matches(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** Browsers look at these alone, and not at the subject. */
function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .filter((name) => name !== '');
}
