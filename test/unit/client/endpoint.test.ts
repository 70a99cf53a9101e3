import { expect, test } from 'vitest';
import { endpointOf } from '../../../widget/src/client/endpoint.js';

test('a server at the root of its origin', () => {
  expect(endpointOf('https://rooms.example.org')).toEqual({
    namespace: 'https://rooms.example.org/sfu-room',
    socketPath: '/socket.io',
    capabilities: 'https://rooms.example.org/sfu-room/capabilities',
  });
});

test.each(['https://example.org/rooms', 'https://example.org/rooms/', 'https://example.org/rooms//'])(
  'a server below a path of a larger site: %s',
  (server) => {
    expect(endpointOf(server)).toEqual({
      namespace: 'https://example.org/sfu-room',
      socketPath: '/rooms/socket.io',
      capabilities: 'https://example.org/rooms/sfu-room/capabilities',
    });
  },
);

test('the port stays, query and fragment go', () => {
  expect(endpointOf('http://localhost:4000/?a=b#c')).toEqual({
    namespace: 'http://localhost:4000/sfu-room',
    socketPath: '/socket.io',
    capabilities: 'http://localhost:4000/sfu-room/capabilities',
  });
});

test('what is no URL throws', () => {
  expect(() => endpointOf('rooms.example.org')).toThrow(TypeError);
});
