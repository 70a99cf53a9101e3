import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import {
  isErrorCode,
  NAMESPACE,
  type Ack,
  type ConsumerInfo,
  type PeerInfo,
  type RoomSnapshot,
  type WireError,
} from '../../widget/src/protocol/index.js';
import { fill, handshake, message, mutated, type FuzzMessage, type KnownIds } from './arbitrary.js';

/** Requests of one socket that wait for their answers: fewer than the server takes. */
const MAX_PENDING = 100;

/** How long an answer may take, in ms; far longer than it takes, so that a slow machine fails nothing. */
const PATIENCE = 20_000;

/** So many sockets speak at a time, each in a state of its own. */
const SOCKETS = 6;

/** How many messages a round has, after which some sockets are lost, replaced or opened anew. */
const ROUND = 200;

/** Among so many of the last messages one is chosen to be sent again. */
const MEMORY = 500;

/** What the messages came to, by code; `ok`, `dropped` (asked for no answer) and `cut` (the socket ended first) beside. */
export type Outcome = Record<string, number>;

/** Somebody who says anything at all. */
class Talker {
  readonly known: { [K in keyof KnownIds]: Set<string> } = {
    peers: new Set(),
    transports: new Set(),
    producers: new Set(),
    consumers: new Set(),
  };
  session: RoomSnapshot['session'] | null = null;
  pending = 0;
  readonly #socket: Socket;
  readonly opened: Promise<string>;

  constructor(url: string, auth: object) {
    this.#socket = io(url + NAMESPACE, { auth, forceNew: true, reconnection: false, transports: ['websocket'] });
    this.opened = new Promise((resolve) => {
      this.#socket.once('connect', () => resolve('ok'));
      this.#socket.once('disconnect', () => resolve('cut'));
      this.#socket.once('connect_error', (error) => {
        const { data } = error as Error & { data?: WireError };
        resolve(data ? data.code : 'cut');
      });
    });
    this.#socket.on('snapshot', (snapshot: RoomSnapshot) => this.#learn(snapshot));
    this.#socket.on('knocking', ({ session }: { session: RoomSnapshot['session'] }) => (this.session = session));
    this.#socket.on('peerJoined', ({ peer }: { peer: PeerInfo }) => this.known.peers.add(peer.id));
    this.#socket.on('consumerAdded', ({ consumer }: { consumer: ConsumerInfo }) => {
      this.known.consumers.add(consumer.id);
      this.known.producers.add(consumer.producerId);
    });
  }

  get open(): boolean {
    return this.#socket.connected;
  }

  /** Resolves with what came of it. */
  send({ name, args, answered }: FuzzMessage, choice: number): Promise<string> {
    const ids = idsOf(this);
    const payload = args.map((argument) => fill(argument, ids, choice));
    if (!answered) {
      this.#emit(name, payload);
      return Promise.resolve('dropped');
    }
    this.pending += 1;
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer to ${name} ${show(payload)}`)), PATIENCE);
      const settle = (outcome: string): void => {
        clearTimeout(timer);
        this.#socket.off('disconnect', cut);
        this.pending -= 1;
        resolve(outcome);
      };
      const cut = (): void => settle('cut');
      this.#socket.once('disconnect', cut);
      this.#emit(name, payload, (answer: Ack<unknown>) => {
        if (answer.ok) settle('ok');
        else if (isErrorCode(answer.error.code)) settle(answer.error.code);
        else reject(new Error(`A code that there is not: ${show(answer)}`));
      });
    });
  }

  /** Sends bytes that are no packet of socket.io. */
  babble(bytes: string): void {
    (this.#socket.io.engine as unknown as { write(data: string): void }).write(bytes);
  }

  /** Without a word, as when the network goes. */
  lose(): void {
    this.#socket.io.engine.close();
  }

  close(): void {
    this.#socket.disconnect();
  }

  #emit(name: string, payload: readonly unknown[], ack?: (answer: Ack<unknown>) => void): void {
    // socket.io-client keeps these names to itself, and so throws where it is asked to send them.
    const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];
    const safe = reserved.includes(name) ? `${name}!` : name;
    this.#socket.emit(safe, ...payload, ...(ack ? [ack] : []));
  }

  #learn({ session, peers, transports, consumers, self }: RoomSnapshot): void {
    this.session = session;
    for (const peer of [self, ...peers]) this.known.peers.add(peer.id);
    for (const { id } of [transports.send, transports.recv]) this.known.transports.add(id);
    for (const { id } of [self, ...peers].flatMap(({ producers }) => producers)) this.known.producers.add(id);
    for (const { id } of consumers) this.known.consumers.add(id);
  }
}

const babble = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('2', '42', '42/sfu-room,["leave"', '451-["x",{"_placeholder":true,"num":0}]', '40/sfu-room,{}', '41'),
);

const wrongHandshake = mutated(handshake).map((auth) =>
  typeof auth === 'object' && auth !== null && !Buffer.isBuffer(auth) ? auth : { auth },
);

/** Says `count` things to a server, in every state that a session can be in. @throws at a message without an answer */
export async function fuzz(url: string, count: number, seed: number): Promise<Outcome> {
  const outcome: Outcome = {};
  const note = (result: string): void => {
    outcome[result] = (outcome[result] ?? 0) + 1;
  };
  const draw = sampler(seed);
  const talkers: Talker[] = [];
  const memory: FuzzMessage[] = [];
  let sent = 0;
  try {
    while (sent < count) {
      await disturb(url, talkers, draw, note);
      const waiting: Promise<void>[] = [];
      const round = Math.min(ROUND, count - sent);
      for (const fresh of draw(message, round)) {
        const [talker, again, choice] = draw(fc.tuple(fc.nat(), fc.nat(9), fc.nat(1_000)), 1)[0] ?? [0, 0, 0];
        const it = again === 0 && memory.length > 0 ? memory[choice % memory.length] : fresh;
        const open = talkers.filter((one) => one.open && one.pending < MAX_PENDING);
        const speaker = open[talker % Math.max(open.length, 1)];
        sent += 1;
        if (!it || !speaker) {
          note('cut');
          continue;
        }
        memory.push(it);
        if (memory.length > MEMORY) memory.shift();
        waiting.push(speaker.send(it, choice).then(note));
      }
      await Promise.all(waiting);
    }
  } finally {
    for (const talker of talkers) talker.close();
  }
  return outcome;
}

/** Some leave, some are lost, some come back under their session or take it from themselves, and some come anew. */
async function disturb(
  url: string,
  talkers: Talker[],
  draw: ReturnType<typeof sampler>,
  note: (result: string) => void,
): Promise<void> {
  const [what, which, noise] = draw(fc.tuple(fc.nat(5), fc.nat(), babble), 1)[0] ?? [0, 0, ''];
  const chosen = talkers[which % Math.max(talkers.length, 1)];
  if (chosen?.open) {
    if (what === 0) chosen.lose();
    if (what === 1) chosen.babble(noise);
    if (what === 2) chosen.close();
  }
  const [wrong = {}] = draw(wrongHandshake, 1);
  const stranger = new Talker(url, wrong);
  note(`join ${await stranger.opened}`);
  stranger.close();
  const alive = talkers.filter(({ open }) => open);
  talkers.splice(0, talkers.length, ...alive);
  const joins = draw(handshake, Math.max(SOCKETS - alive.length, 1)).map(async (auth, index) => {
    // Also the session of one that is there still: the newer wins.
    const session = index === 0 ? (chosen?.session ?? null) : null;
    const filled = fill(auth, idsOf(chosen), index) as object;
    const talker = new Talker(url, session ? { ...filled, session } : filled);
    note(`join ${await talker.opened}`);
    if (talker.open) talkers.push(talker);
  });
  await Promise.all(joins);
}

function idsOf(talker: Talker | undefined): KnownIds {
  const of = (kind: keyof KnownIds): string[] => [...(talker?.known[kind] ?? [])];
  return { peers: of('peers'), transports: of('transports'), producers: of('producers'), consumers: of('consumers') };
}

/** Draws values one after the other, the same for the same seed. */
function sampler(seed: number): <T>(arbitrary: fc.Arbitrary<T>, count: number) => T[] {
  let draws = 0;
  return (arbitrary, count) => fc.sample(arbitrary, { numRuns: count, seed: seed + draws++ });
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 500);
}
