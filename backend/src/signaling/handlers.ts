import type { RequestName, Requests, WireError } from 'sfu-room/protocol';
import type { Peer } from '../room/peer.js';
import { RequestError } from '../room/request-error.js';
import type { Room } from '../room/room.js';
import { parseProducer } from './validate.js';

/** Who asks. */
export interface Asker {
  room: Room;
  peer: Peer;
}

type Handler<K extends RequestName> = (
  asker: Asker,
  request: Requests[K]['request'],
) => Promise<Requests[K]['response']> | Requests[K]['response'];

/** What each request does. Ids are looked up among the asker's own, so a foreign id is an unknown one. */
export const HANDLERS: { [K in RequestName]: Handler<K> } = {
  snapshot: async ({ room, peer }, { transports }) => {
    await room.renew(peer, transports);
    return null;
  },

  connectTransport: async ({ peer }, { transportId, dtlsParameters }) => {
    const transport = peer.transport(transportId);
    try {
      await transport.connect(dtlsParameters);
    } catch (error) {
      throw new RequestError('media-rejected', (error as Error).message, { cause: error });
    }
    return null;
  },

  restartIce: ({ peer }, { transportId }) => peer.transport(transportId).transport.restartIce(),

  produce: ({ room, peer }, { producers }) =>
    Promise.all(
      producers.map(async (request): Promise<WireError | null> => {
        try {
          await room.produce(peer, parseProducer(request));
          return null;
        } catch (error) {
          if (error instanceof RequestError) return error.toWire();
          throw error;
        }
      }),
    ),

  updateProducer: async ({ peer }, { id, paused }) => {
    await peer.producers.setPaused(id, paused);
    return null;
  },

  closeProducer: ({ peer }, { id }) => {
    peer.producers.close(id);
    return null;
  },

  updateSubscriptions: async ({ peer }, receive) => {
    peer.receive = receive;
    await peer.consumers.sync();
    return null;
  },

  updateConsumers: async ({ peer }, { consumers }) => {
    await peer.consumers.update(consumers);
    return null;
  },

  updateSelf: ({ room, peer }, { name }) => {
    room.rename(peer, name);
    return null;
  },

  sendMessage: ({ room, peer }, { id, text }) => {
    room.message(peer, id, text);
    return null;
  },

  leave: ({ room, peer }) => {
    room.remove(peer, 'left');
    return null;
  },
};
