import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface CertificateFiles {
  cert: string;
  key: string;
}

/**
 * A certificate for a host name and 127.0.0.1, good for 30 days.
 * @param authority signs it; without one it signs itself
 */
export async function makeCertificate(
  folder: string,
  name: string,
  authority?: CertificateFiles,
): Promise<CertificateFiles> {
  await mkdir(folder, { recursive: true });
  const [cert, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  await run('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key]);
  const signing = authority ? ['-CA', authority.cert, '-CAkey', authority.key] : [];
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`];
  await run('openssl', ['req', '-x509', '-key', key, '-out', cert, ...names, ...signing]);
  return { cert, key };
}

const run = promisify(execFile);
