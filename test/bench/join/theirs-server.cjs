// The server of simple-mediasoup-peer as its README starts it; only its addresses and ports are set.
const { createRequire } = require('node:module');
const { createServer } = require('node:http');

const [folder, host, announcedAddress, port, min, max] = process.argv.slice(2);
const load = createRequire(`${folder}/package.json`);
const { Server } = load('socket.io');
const SimpleMediasoupPeerServer = load('simple-mediasoup-peer-server');
const config = load('simple-mediasoup-peer-server/config.js');

// Its peers on the first router get no consumers (their index, 0, reads as none), so there is a second.
config.mediasoup.numWorkers = 2;

// Its environment variables for ports stay text, which mediasoup refuses.
const portRange = { min: Number(min), max: Number(max) };
config.mediasoup.webRtcTransportOptions.listenInfos = ['udp', 'tcp'].map((protocol) => ({
  protocol,
  ip: host,
  announcedAddress,
  portRange,
}));

const http = createServer();
const io = new Server(http, { cors: { origin: '*' } });
new (SimpleMediasoupPeerServer.default ?? SimpleMediasoupPeerServer)({ io });
http.listen(Number(port), host, () => process.send('listening'));
process.on('disconnect', () => process.exit(0));
