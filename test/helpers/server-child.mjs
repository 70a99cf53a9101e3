// A program with a server in it: starts it, says where it is, and closes it when its input ends.
// Then it says what it still holds, and must end by itself.
import { text } from 'node:stream/consumers';
import { createServer } from 'sfu-room-backend';

const server = await createServer({ host: '127.0.0.1', port: 0, mediaPort: 0, workers: 2, logLevel: 'silent' });
console.log(server.url);
await text(process.stdin);
await Promise.all([server.close(), server.close()]);
await server.close();
console.log(JSON.stringify(process.getActiveResourcesInfo()));
