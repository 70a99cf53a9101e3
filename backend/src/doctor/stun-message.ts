import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP, SocketAddress } from 'node:net';
import { crc32 } from 'node:zlib';

/** RFC 8489 (STUN), 8656 (TURN), 8445 (ICE). */
export const METHOD = { binding: 1, allocate: 3, refresh: 4, send: 6, data: 7, createPermission: 8 } as const;

const KINDS = ['request', 'indication', 'success', 'error'] as const;
type StunKind = (typeof KINDS)[number];

export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  iceControlling: 0x802a,
} as const;

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface StunMessage {
  readonly method: number;
  readonly kind: StunKind;
  /** 12 bytes. */
  readonly transactionId: Buffer;
  readonly attributes: readonly (readonly [type: number, value: Buffer])[];
}

/** As it arrived. */
export interface ReceivedStun extends StunMessage {
  readonly bytes: Buffer;
}

const HEADER_LENGTH = 20;
const MAGIC_COOKIE = 0x2112a442;
/** "STUN" in ASCII: keeps fingerprints apart from checksums of what is carried. */
const FINGERPRINT_XOR = 0x5354554e;

export const newTransactionId = (): Buffer => randomBytes(12);

/** Key of credentials that last: SHA-1 STUN signs with an MD5 of them. */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}

/** @param key signs the message; without one it is not signed */
export function encodeStun(message: StunMessage, key: Buffer | null = null): Buffer {
  const { method, kind, transactionId, attributes } = message;
  const parts: Buffer[] = attributes.map(([type, value]) => encodeAttribute(type, value));
  const header = (bodyLength: number): Buffer => {
    const bytes = Buffer.alloc(HEADER_LENGTH);
    bytes.writeUInt16BE(typeOf(method, kind), 0);
    bytes.writeUInt16BE(bodyLength, 2);
    bytes.writeUInt32BE(MAGIC_COOKIE, 4);
    transactionId.copy(bytes, 8);
    return bytes;
  };
  const body = (): Buffer => Buffer.concat(parts);
  // Both cover what stands before them, under a length that counts them already.
  if (key) {
    const signed = Buffer.concat([header(body().length + 24), body()]);
    parts.push(encodeAttribute(ATTRIBUTE.messageIntegrity, createHmac('sha1', key).update(signed).digest()));
  }
  const summed = Buffer.concat([header(body().length + 8), body()]);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(summed) ^ FINGERPRINT_XOR) >>> 0);
  parts.push(encodeAttribute(ATTRIBUTE.fingerprint, fingerprint));
  return Buffer.concat([header(body().length), body()]);
}

/** @returns null for what is no STUN message, or not a whole one */
export function decodeStun(bytes: Buffer): ReceivedStun | null {
  if (bytes.length < HEADER_LENGTH || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  const type = bytes.readUInt16BE(0);
  const end = HEADER_LENGTH + bytes.readUInt16BE(2);
  if (type > 0x3fff || end !== bytes.length) return null;
  const attributes: [number, Buffer][] = [];
  for (let at = HEADER_LENGTH; at < end;) {
    if (at + 4 > end) return null;
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > end) return null;
    attributes.push([bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length)]);
    at += 4 + padded(length);
  }
  const method = (type & 0xf) | ((type >> 1) & 0x70) | ((type >> 2) & 0xf80);
  const kind = KINDS[((type >> 7) & 2) | ((type >> 4) & 1)] ?? 'request';
  return { method, kind, transactionId: Buffer.from(bytes.subarray(8, 20)), attributes, bytes };
}

/** Whether who sent it has the key. */
export function isSignedWith({ bytes, attributes }: ReceivedStun, key: Buffer): boolean {
  let end = HEADER_LENGTH;
  for (const [type, value] of attributes) {
    if (type === ATTRIBUTE.messageIntegrity) {
      const signed = Buffer.from(bytes.subarray(0, end));
      signed.writeUInt16BE(end - HEADER_LENGTH + 24, 2);
      const expected = createHmac('sha1', key).update(signed).digest();
      return value.length === expected.length && timingSafeEqual(value, expected);
    }
    end += 4 + padded(value.length);
  }
  return false;
}

/** Length of the STUN message that a stream begins with; null while that cannot be told. */
export function stunLength(bytes: Buffer): number | null {
  return bytes.length < 4 ? null : HEADER_LENGTH + bytes.readUInt16BE(2);
}

export function attributeOf(message: StunMessage, type: number): Buffer | null {
  return message.attributes.find(([each]) => each === type)?.[1] ?? null;
}

/** Of an answer that refuses: 401 and so on, and the server's words. */
export function errorOf(message: StunMessage): { code: number; reason: string } {
  const value = attributeOf(message, ATTRIBUTE.errorCode);
  if (!value || value.length < 4) return { code: 500, reason: 'no reason given' };
  return { code: (value.readUInt8(2) & 7) * 100 + value.readUInt8(3), reason: value.toString('utf8', 4) };
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** @param address an IP address */
export function encodeAddress({ address, port }: Endpoint, transactionId: Buffer): Buffer {
  const raw = isIP(address) === 4 ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const bytes = Buffer.alloc(4 + raw.length);
  bytes.writeUInt8(raw.length === 4 ? 1 : 2, 1);
  bytes.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  xor(raw, transactionId).copy(bytes, 4);
  return bytes;
}

export function decodeAddress(value: Buffer, transactionId: Buffer): Endpoint | null {
  if (value.length !== 8 && value.length !== 20) return null;
  const raw = xor(value.subarray(4), transactionId);
  const groups = Array.from({ length: 8 }, (_, index) => (raw.length === 16 ? raw.readUInt16BE(index * 2) : 0));
  const address = raw.length === 4 ? raw.join('.') : groups.map((group) => group.toString(16)).join(':');
  const { address: written } = new SocketAddress({ address, family: raw.length === 4 ? 'ipv4' : 'ipv6' });
  return { address: written, port: value.readUInt16BE(2) ^ (MAGIC_COOKIE >>> 16) };
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** Attributes end at multiples of four bytes. */
const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** The bits of the kind stand between those of the method. */
function typeOf(method: number, kind: StunKind): number {
  const bits = KINDS.indexOf(kind);
  return (method & 0xf) | ((method & 0x70) << 1) | ((method & 0xf80) << 2) | ((bits & 1) << 4) | ((bits & 2) << 7);
}

function xor(raw: Buffer, transactionId: Buffer): Buffer {
  const mask = Buffer.concat([uint32(MAGIC_COOKIE), transactionId]);
  return Buffer.from(raw.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

function ipv6Bytes(address: string): Buffer {
  // The only other way to write the last two groups.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const before = groups(head);
  const after = groups(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...before, ...zeros, ...after].entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  }
  return bytes;
}
