// A process that notes events for a receiver until it is killed: node webhooks-child.mjs <folder> <url> <secret> <rooms> <events of each>
import { pino } from 'pino';
import { ServerEvents } from '../../backend/dist/room/server-events.js';
import { Webhooks } from '../../backend/dist/webhooks/webhooks.js';

const [dir = '', url = '', secret = '', rooms = '', count = ''] = process.argv.slice(2);
const logger = pino({ level: 'silent' });
const events = new ServerEvents(logger);
await Webhooks.open({ endpoints: [{ url, secret }], dir, events, logger });
for (let index = 0; index < Number(count); index++) {
  for (let room = 0; room < Number(rooms); room++) {
    events.emit('roomended', { room: `room-${room}`, at: Date.now(), duration: index });
  }
}
console.log('noted');
// Until somebody ends it.
setInterval(() => undefined, 60_000);
