import type { RequestName, Requests, WireError } from 'sfu-room/protocol';
import type { Grants } from '../auth/grants.js';
import type { Peer } from '../room/peer.js';
import { RequestError } from '../request-error.js';
import type { Room } from '../room/room.js';
import { parseProducer } from './validate.js';

/** Who asks. */
export interface Asker {
  room: Room;
  peer: Peer;
  /** What another token allows. @throws RequestError token-missing, token-invalid, token-expired */
  authorize: (token: string) => Promise<Grants>;
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

  restartIce: ({ peer }, { transportId }) => peer.transport(transportId).restartIce(),

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

  updateProducer: async ({ peer }, { id, ...change }) => {
    await peer.producers.update(id, change);
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

  updateSelf: ({ room, peer }, change) => {
    room.update(peer, change);
    return { hand: peer.hand };
  },

  sendMessage: ({ room, peer }, message) => {
    room.conversation.say(peer, message);
    return null;
  },

  react: ({ room, peer }, { reaction }) => {
    room.conversation.react(peer, reaction);
    return null;
  },

  sendData: ({ room, peer }, data) => {
    room.conversation.pass(peer, data);
    return null;
  },

  moderate: async ({ room, peer }, action) => {
    await room.moderate(action, peer);
    return null;
  },

  updateToken: async ({ room, peer, authorize }, { token }) => {
    const grants = await authorize(token);
    if (grants.identity !== peer.identity) throw new RequestError('token-invalid', 'The token is for somebody else.');
    peer.grant(grants);
    await room.permitted(peer);
    return { expiresAt: peer.expiresAt };
  },

  leave: ({ room, peer }) => {
    room.remove(peer, 'left');
    return null;
  },
};
