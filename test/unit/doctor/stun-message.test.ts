import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
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
  stunLength,
} from '../../../backend/src/doctor/stun-message.js';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ''), 'hex');
const PASSWORD = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');

/** The sample messages of RFC 5769. */
const REQUEST = bytes(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf`);
const ANSWER_V4 = bytes(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96`);
const ANSWER_V6 = bytes(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c`);

describe('a STUN message that arrives', () => {
  it('is read: its kind, its attributes, and who signed it', () => {
    const message = decodeStun(REQUEST);
    expect(message).toMatchObject({ method: METHOD.binding, kind: 'request' });
    expect(message && attributeOf(message, ATTRIBUTE.username)?.toString()).toBe('evtj:h6vY');
    expect(message && isSignedWith(message, PASSWORD)).toBe(true);
    expect(message && isSignedWith(message, Buffer.from('another'))).toBe(false);
  });

  it.each([
    ['IPv4', ANSWER_V4, '192.0.2.1'],
    ['IPv6', ANSWER_V6, '2001:db8:1234:5678:11:2233:4455:6677'],
  ])('tells an address of %s', (_, answer, address) => {
    const message = decodeStun(answer);
    if (!message) throw new Error('It cannot be read.');
    const value = attributeOf(message, ATTRIBUTE.xorMappedAddress);
    expect(value && decodeAddress(value, message.transactionId)).toEqual({ address, port: 32_853 });
    expect(encodeAddress({ address, port: 32_853 }, message.transactionId)).toEqual(value);
    expect(message.kind).toBe('success');
    expect(isSignedWith(message, PASSWORD)).toBe(true);
  });

  it.each([
    ['half a message', REQUEST.subarray(0, 60)],
    ['a header alone that promises more', REQUEST.subarray(0, 20)],
    ['nothing', Buffer.alloc(0)],
    ['other bytes', Buffer.alloc(40, 7)],
    ['an attribute that is longer than the message', bytes('00010004 2112a442 b7e7a701 bc34d686 fa87dfae 000600ff')],
  ])('is none when it is %s', (_, received) => {
    expect(decodeStun(Buffer.from(received))).toBeNull();
  });

  it('is refused with a code and words', () => {
    const message = decodeStun(
      bytes('01130010 2112a442 b7e7a701 bc34d686 fa87dfae 00090009 00000403 4e6f2077 61790000'),
    );
    expect(message?.kind).toBe('error');
    expect(message && errorOf(message)).toEqual({ code: 403, reason: 'No wa' });
  });
});

describe('a STUN message that is sent', () => {
  const transactionId = newTransactionId();
  const message = {
    method: METHOD.createPermission,
    kind: 'indication',
    transactionId,
    attributes: [[ATTRIBUTE.data, Buffer.from('five!')]],
  } as const;

  it('comes out as it went in, signed, and as long as it says', () => {
    const encoded = encodeStun(message, PASSWORD);
    const decoded = decodeStun(encoded);
    expect(decoded).toMatchObject({ method: METHOD.createPermission, kind: 'indication' });
    expect(decoded?.transactionId).toEqual(transactionId);
    expect(decoded && attributeOf(decoded, ATTRIBUTE.data)?.toString()).toBe('five!');
    expect(decoded && isSignedWith(decoded, PASSWORD)).toBe(true);
    expect(stunLength(encoded)).toBe(encoded.length);
  });

  it('ends with a fingerprint, as the samples do', () => {
    // Of what stands before it, with "STUN" over it (RFC 8489, 14.7); the samples prove the rule.
    for (const sample of [REQUEST, ANSWER_V4, ANSWER_V6, encodeStun(message), encodeStun(message, PASSWORD)]) {
      const sum = (crc32(sample.subarray(0, -8)) ^ 0x5354554e) >>> 0;
      expect(sample.readUInt32BE(sample.length - 4)).toBe(sum);
    }
  });
});

describe('an address', () => {
  const id = newTransactionId();

  it.each(['::1', '::', 'fe80::1', '2001:db8::', '::ffff:10.0.0.1', '1:2:3:4:5:6:7:8', '255.255.255.255', '0.0.0.0'])(
    'survives the way there and back: %s',
    (address) => {
      const back = decodeAddress(encodeAddress({ address, port: 65_535 }, id), id);
      expect(back).toEqual({ address, port: 65_535 });
    },
  );

  it('of another length is none', () => {
    expect(decodeAddress(Buffer.alloc(5), id)).toBeNull();
  });
});

it('a key is made of name, realm and password', () => {
  // RFC 5769, 2.4, before SASLprep: "user:realm:pass" of RFC 8489, 9.2.2.
  expect(longTermKey('user', 'realm', 'pass').toString('hex')).toBe('8493fbc53ba582fb4c044c456bdc40eb');
});
