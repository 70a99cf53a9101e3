import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signedHeaders } from '../../../../backend/src/webhooks/signature.js';
import { verifyWebhook } from '../../../../backend/src/webhooks/verify-webhook.js';

const SECRET = 'only the two of us know';
const NOW = 1_700_000_000_000;
const BODY = JSON.stringify({ id: 'one', event: 'roomstarted', room: 'küche', at: NOW });
const HEADERS = signedHeaders('one', BODY, SECRET, NOW);

describe('verifyWebhook', () => {
  test('tells the event of a genuine request, as text and as bytes', () => {
    const event = { id: 'one', event: 'roomstarted', room: 'küche', at: NOW };
    expect(verifyWebhook(BODY, HEADERS, SECRET, { now: NOW })).toEqual(event);
    expect(verifyWebhook(new TextEncoder().encode(BODY), HEADERS, SECRET, { now: NOW })).toEqual(event);
  });

  test('takes the headers of fetch', () => {
    expect(verifyWebhook(BODY, new Headers(HEADERS), SECRET, { now: NOW })).not.toBeNull();
  });

  test('agrees with an HMAC-SHA256 of timestamp and body that somebody else computes', () => {
    const hex = createHmac('sha256', SECRET)
      .update(`${String(NOW)}.${BODY}`)
      .digest('hex');
    expect(HEADERS['sfu-room-signature']).toBe(`v1=${hex}`);
  });

  test('takes any of several secrets, while one takes the place of another', () => {
    expect(verifyWebhook(BODY, HEADERS, ['the next one', SECRET], { now: NOW })).not.toBeNull();
    expect(verifyWebhook(BODY, HEADERS, ['the next one', 'the one after'], { now: NOW })).toBeNull();
    expect(verifyWebhook(BODY, HEADERS, [], { now: NOW })).toBeNull();
  });

  test('finds its version among others', () => {
    const signature = `v0=00,${HEADERS['sfu-room-signature'] ?? ''}, v2=ff`;
    const headers = { ...HEADERS, 'sfu-room-signature': signature };
    expect(verifyWebhook(BODY, headers, SECRET, { now: NOW })).not.toBeNull();
  });

  test('refuses a body that was changed', () => {
    expect(verifyWebhook(BODY.replace('küche', 'bad'), HEADERS, SECRET, { now: NOW })).toBeNull();
  });

  test('refuses a timestamp that was changed, so that an old attempt cannot be sent again', () => {
    const headers = { ...HEADERS, 'sfu-room-timestamp': String(NOW + 1) };
    expect(verifyWebhook(BODY, headers, SECRET, { now: NOW })).toBeNull();
  });

  test('refuses what is older than five minutes, or from the future, unless told otherwise', () => {
    const at = (offset: number, options = {}): unknown =>
      verifyWebhook(BODY, HEADERS, SECRET, { now: NOW + offset, ...options });
    expect(at(300_000)).not.toBeNull();
    expect(at(300_001)).toBeNull();
    expect(at(-300_001)).toBeNull();
    expect(at(300_001, { tolerance: 600_000 })).not.toBeNull();
  });

  test.each([
    ['no headers', {}],
    ['no signature', { ...HEADERS, 'sfu-room-signature': undefined }],
    ['a signature without a version', { ...HEADERS, 'sfu-room-signature': 'abcdef' }],
    ['an empty signature', { ...HEADERS, 'sfu-room-signature': 'v1=' }],
    ['half of the signature', { ...HEADERS, 'sfu-room-signature': HEADERS['sfu-room-signature']?.slice(0, 35) }],
    ['a signature that is no hex', { ...HEADERS, 'sfu-room-signature': `v1=${'z'.repeat(64)}` }],
    ['no timestamp', { ...HEADERS, 'sfu-room-timestamp': undefined }],
    ['an empty timestamp', { ...HEADERS, 'sfu-room-timestamp': '' }],
    ['a timestamp that is no number', { ...HEADERS, 'sfu-room-timestamp': 'yesterday' }],
    ['headers that came twice', { ...HEADERS, 'sfu-room-signature': ['v1=00', 'v1=11'] }],
  ])('refuses %s', (_, headers) => {
    expect(verifyWebhook(BODY, headers, SECRET, { now: NOW })).toBeNull();
  });
});
