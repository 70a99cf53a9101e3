import { isIP } from 'node:net';
import { z } from 'zod';
import { localAddress, optionalText, port, setting, toggle } from '../setting.js';

/** Names of groups of addresses, as Express takes them. */
const PROXY_GROUPS = ['loopback', 'linklocal', 'uniquelocal'];

/** Where pages and signalling are served. */
export const LISTENING = {
  host: setting({
    schema: localAddress,
    default: '127.0.0.1',
    form: 'text',
    placeholder: 'address',
    description: 'Address to listen on; 0.0.0.0 or :: for every interface',
    expects: 'an IP address or localhost',
  }),
  port: port({
    default: 3000,
    description: 'TCP port of pages and signalling; 0 takes any free one',
  }),
  cert: optionalText({
    placeholder: 'file',
    description: 'Certificate chain (PEM) to serve https with; read again when it changes',
    expects: 'the path of a PEM file',
  }),
  key: optionalText({
    placeholder: 'file',
    description: 'Private key (PEM) of the certificate',
    expects: 'the path of a PEM file',
  }),
  trustedProxies: setting({
    schema: z.array(z.string().refine(isProxy)),
    default: [],
    form: 'list',
    placeholder: 'list',
    description: 'Proxies in front whose word on client addresses (X-Forwarded-For) counts, separated by commas',
    defaultDescription: 'none',
    expects: `addresses, networks such as 10.0.0.0/8, or ${PROXY_GROUPS.join(', ')}, separated by commas`,
  }),
  origins: setting({
    schema: z.array(z.string().refine((origin) => origin === '*' || isOrigin(origin))).min(1),
    default: ['*'],
    form: 'list',
    placeholder: 'list',
    description: 'Origins whose pages may use this server, separated by commas; * for all',
    expects: 'origins such as https://example.org, separated by commas, or *',
  }),
  serveSite: toggle({ default: true, description: 'Serve the site (a room, docs, playground) at /' }),
} as const;

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0) return PROXY_GROUPS.includes(text);
  if (bits === undefined) return true;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
