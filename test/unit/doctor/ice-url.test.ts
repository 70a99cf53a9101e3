import { expect, it } from 'vitest';
import { parseIceUrl } from '../../../backend/src/doctor/ice-url.js';

it.each([
  ['stun:a.example', { relays: false, secure: false, transport: 'udp', host: 'a.example', port: 3478 }],
  ['turn:a.example:80', { relays: true, secure: false, transport: 'udp', host: 'a.example', port: 80 }],
  ['turn:a.example?transport=tcp', { relays: true, secure: false, transport: 'tcp', host: 'a.example', port: 3478 }],
  ['turns:a.example', { relays: true, secure: true, transport: 'tcp', host: 'a.example', port: 5349 }],
  [
    'turns:[2001:db8::1]:443?transport=tcp',
    { relays: true, secure: true, transport: 'tcp', host: '2001:db8::1', port: 443 },
  ],
])('%s is understood', (url, expected) => {
  expect(parseIceUrl(url)).toEqual(expected);
});

it.each(['turn:', 'http://a.example', 'turn://a.example', 'turn:a.example?transport=sctp', 'turn:a:b:c'])(
  '%s is no such address',
  (url) => {
    expect(parseIceUrl(url)).toBeNull();
  },
);
