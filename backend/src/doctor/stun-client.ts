import {
  ATTRIBUTE,
  attributeOf,
  decodeAddress,
  decodeStun,
  encodeAddress,
  encodeStun,
  errorOf,
  isSignedWith,
  longTermKey,
  METHOD,
  newTransactionId,
  uint32,
  type Endpoint,
  type ReceivedStun,
  type StunMessage,
} from './stun-message.js';
import type { Wire } from './wire.js';

/** First wait for an answer before a request is sent again, in ms; the next are twice as long (RFC 8489, 6.2.1). */
const FIRST_WAIT = 500;

/** Protocol number of UDP: what a relay is asked for. */
const UDP = 17;

/** A server answered, with a refusal. */
export class StunRefusal extends Error {
  override readonly name = 'StunRefusal';

  /** @param code such as 401 (credentials), 403 (forbidden), 437, 486 (quota) */
  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`${String(code)} ${reason}`);
  }
}

/** Nobody answered in time, or somebody else. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

type Attributes = StunMessage['attributes'];

/**
 * Asks and waits for the answer; over lossy wires it asks again.
 * @param timeout in ms
 * @throws NoAnswer, or what ends the wire
 */
export async function ask(
  wire: Wire,
  method: number,
  attributes: (transactionId: Buffer) => Attributes,
  key: Buffer | null,
  timeout: number,
): Promise<ReceivedStun> {
  const transactionId = newTransactionId();
  const request = encodeStun({ method, kind: 'request', transactionId, attributes: attributes(transactionId) }, key);
  const timers: NodeJS.Timeout[] = [];
  try {
    return await new Promise<ReceivedStun>((resolve, reject) => {
      wire.onMessage((bytes) => {
        const message = decodeStun(bytes);
        if (message?.transactionId.equals(transactionId)) resolve(message);
      });
      wire.onEnd(reject);
      wire.send(request);
      if (wire.lossy) {
        for (let wait = FIRST_WAIT; wait < timeout; wait = wait * 2 + FIRST_WAIT) {
          timers.push(setTimeout(() => wire.send(request), wait));
        }
      }
      timers.push(setTimeout(() => reject(new NoAnswer('There is no answer.')), timeout));
    });
  } finally {
    timers.forEach(clearTimeout);
  }
}

/** What a place in a media worker is reached with: the answer of ICE (RFC 8445). */
interface IceCredentials {
  readonly usernameFragment: string;
  readonly password: string;
}

/**
 * Asks a media worker for an answer, as a browser's ICE does.
 * @throws NoAnswer, StunRefusal, or what ends the wire
 */
export async function askIce(wire: Wire, ice: IceCredentials, timeout: number): Promise<void> {
  const key = Buffer.from(ice.password);
  const answer = await ask(
    wire,
    METHOD.binding,
    () => [
      [ATTRIBUTE.username, Buffer.from(`${ice.usernameFragment}:doctor`)],
      [ATTRIBUTE.priority, uint32(1)],
      [ATTRIBUTE.iceControlling, Buffer.alloc(8)],
    ],
    key,
    timeout,
  );
  if (answer.kind === 'error') throw refusalOf(answer);
  if (!isSignedWith(answer, key)) throw new NoAnswer('Another program answers.');
}

/** What a TURN server lends: an address of its own that packets come from and go to. */
export class TurnAllocation {
  /**
   * @param family of the peers that are to be reached: 4 or 6
   * @throws StunRefusal, NoAnswer, or what ends the wire
   */
  static async open(
    wire: Wire,
    { username, credential }: { username: string; credential: string },
    family: number,
    timeout: number,
  ): Promise<TurnAllocation> {
    const wanted: Attributes = [
      [ATTRIBUTE.requestedTransport, Buffer.from([UDP, 0, 0, 0])],
      ...(family === 6 ? ([[ATTRIBUTE.requestedAddressFamily, Buffer.from([2, 0, 0, 0])]] as const) : []),
    ];
    // The first is always refused, with the realm and the nonce to sign the second with.
    const challenge = await ask(wire, METHOD.allocate, () => wanted, null, timeout);
    const realm = attributeOf(challenge, ATTRIBUTE.realm);
    const nonce = attributeOf(challenge, ATTRIBUTE.nonce);
    if (!realm || !nonce) throw refusalOf(challenge);
    const key = longTermKey(username, realm.toString('utf8'), credential);
    const signing: Attributes = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ];
    const answer = await ask(wire, METHOD.allocate, () => [...wanted, ...signing], key, timeout);
    if (answer.kind !== 'success') throw refusalOf(answer);
    const relayed = addressOf(answer, ATTRIBUTE.xorRelayedAddress);
    return new TurnAllocation(wire, signing, key, timeout, relayed);
  }

  private constructor(
    private readonly wire: Wire,
    private readonly signing: Attributes,
    private readonly key: Buffer,
    private readonly timeout: number,
    /** Where its peers see it. */
    readonly relayed: Endpoint,
  ) {}

  /**
   * A wire to a peer, through the server.
   * @throws StunRefusal, 403 where the server does not relay to that address
   */
  async openWire(peer: Endpoint): Promise<Wire> {
    const answer = await ask(
      this.wire,
      METHOD.createPermission,
      (id) => [[ATTRIBUTE.xorPeerAddress, encodeAddress(peer, id)], ...this.signing],
      this.key,
      this.timeout,
    );
    if (answer.kind !== 'success') throw refusalOf(answer);
    const { wire } = this;
    return {
      lossy: true,
      send: (message) => {
        const transactionId = newTransactionId();
        const attributes: Attributes = [
          [ATTRIBUTE.xorPeerAddress, encodeAddress(peer, transactionId)],
          [ATTRIBUTE.data, message],
        ];
        wire.send(encodeStun({ method: METHOD.send, kind: 'indication', transactionId, attributes }));
      },
      onMessage: (listener) =>
        wire.onMessage((bytes) => {
          const message = decodeStun(bytes);
          const data = message?.method === METHOD.data ? attributeOf(message, ATTRIBUTE.data) : null;
          if (data) listener(data);
        }),
      onEnd: (listener) => wire.onEnd(listener),
      close: () => undefined,
    };
  }

  /** Gives the address back, so that it counts against no quota; the wire stays open. */
  async release(): Promise<void> {
    const attributes = (): Attributes => [[ATTRIBUTE.lifetime, uint32(0)], ...this.signing];
    await ask(this.wire, METHOD.refresh, attributes, this.key, this.timeout);
  }
}

function addressOf(message: StunMessage, type: number): Endpoint {
  const value = attributeOf(message, type);
  const address = value && decodeAddress(value, message.transactionId);
  if (!address) throw new StunRefusal(500, 'an answer without an address');
  return address;
}

function refusalOf(message: StunMessage): StunRefusal {
  const { code, reason } = errorOf(message);
  return new StunRefusal(code, reason);
}
