// Ends with 0 while the server in this container can serve media, else with 1.
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { env, exit } from 'node:process';

const { SFU_ROOM_PORT: port = '3000', SFU_ROOM_CERT: cert } = env;

// The certificate is for the name by which browsers come, and not for this address.
const options = { host: '127.0.0.1', port, path: '/healthz', timeout: 4_000, rejectUnauthorized: false };

(cert ? getHttps : getHttp)(options, ({ statusCode }) => exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => exit(1))
  .on('error', () => exit(1));
