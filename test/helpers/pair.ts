import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { Caller, type Attributes, type Links } from './call.js';
import type { Lab } from './pages.js';

/** Far above the jitter of a loaded machine, far below any fault of these tests, in ms. */
export const JITTER = 900;

/** Both peers' microphone and camera as the other one gets them. */
export interface Pair {
  ann: Caller;
  bob: Caller;
  /** At Bob. */
  annAudio: string;
  annVideo: string;
  /** At Ann. */
  bobAudio: string;
  bobVideo: string;
}

/** Two that see and hear each other: Ann by way of the links, Bob's signalling past them. */
export async function pairOf(
  lab: Lab,
  browser: Browser,
  links: Links,
  { ann: annAttributes = {}, bob: bobAttributes = {} }: { ann?: Attributes; bob?: Attributes } = {},
): Promise<Pair> {
  const ann = await Caller.join(lab, browser, links.url, { room: 'call', name: 'Ann', ...annAttributes });
  const bob = await Caller.join(lab, browser, links.directUrl, { room: 'call', name: 'Bob', ...bobAttributes });
  return await pairIn(ann, bob);
}

/** Two that are in a room already. */
export async function pairIn(ann: Caller, bob: Caller): Promise<Pair> {
  const pair = {
    ann,
    bob,
    annAudio: await bob.trackOf(ann, 'microphone'),
    annVideo: await bob.trackOf(ann, 'camera'),
    bobAudio: await ann.trackOf(bob, 'microphone'),
    bobVideo: await ann.trackOf(bob, 'camera'),
  };
  await untilBothFlow(pair);
  return pair;
}

export async function untilBothFlow({ ann, bob, annAudio, annVideo, bobAudio, bobVideo }: Pair): Promise<void> {
  await Promise.all([bob.untilFlowing([annAudio, annVideo]), ann.untilFlowing([bobAudio, bobVideo])]);
}

export interface Gaps {
  audio: number;
  video: number;
}

/** The longest gaps since the last mark, of both directions, in ms. */
export async function gapsOf({ ann, bob, annAudio, annVideo, bobAudio, bobVideo }: Pair): Promise<Gaps> {
  const [toBobAudio, toBobVideo, toAnnAudio, toAnnVideo] = await Promise.all([
    bob.received(annAudio),
    bob.received(annVideo),
    ann.received(bobAudio),
    ann.received(bobVideo),
  ]);
  return {
    audio: Math.round(Math.max(toBobAudio.gap, toAnnAudio.gap)),
    video: Math.round(Math.max(toBobVideo.gap, toAnnVideo.gap)),
  };
}

/** Lets the call run for a while and measures its usual gaps. */
export async function usualGaps(pair: Pair, ms = 1_500): Promise<Gaps> {
  await Promise.all([pair.ann.mark(), pair.bob.mark()]);
  await delay(ms);
  return await gapsOf(pair);
}

/** Told in the log: how long it takes depends on the machine. */
export function report(what: string, usual: Gaps | null, gaps: Gaps, more = ''): void {
  const without = usual ? ` (without a fault ${usual.audio} and ${usual.video})` : '';
  const largest = `largest gap audio ${gaps.audio} ms, video ${gaps.video} ms`;
  process.stdout.write(`${what}: ${largest}${without}${more && `; ${more}`}\n`);
}
