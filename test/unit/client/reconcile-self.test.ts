import { expect, test } from 'vitest';
import { Intent } from '../../../widget/src/client/intent.js';
import { reconcile, type Have, type Step } from '../../../widget/src/client/reconcile.js';
import { factOf, peerInfo } from '../../helpers/facts.js';

/** All that there is to hold. */
const HAVE: Have = {
  transports: { send: { id: 'send-1', health: 'well' }, recv: { id: 'recv-1', health: 'well' } },
  producers: new Map(),
  consumers: new Set(),
  refused: new Set(),
};

/** What is to be done when this is wanted, and the server has that. */
function steps(wanted: Partial<Pick<Intent, 'name' | 'hand'>>, known: { name?: string; hand?: number }): Step[] {
  const intent = Object.assign(new Intent(), wanted);
  return reconcile(intent, HAVE, factOf({ self: peerInfo('me', { name: '', ...known }) }));
}

test('a name that the server does not have yet is sent', () => {
  expect(steps({ name: 'Ada' }, {})).toEqual([{ do: 'updateSelf', change: { name: 'Ada' } }]);
  expect(steps({ name: 'Ada' }, { name: 'Ada' })).toEqual([]);
});

test('a hand is raised until the server has it raised, and lowered until it has it lowered', () => {
  expect(steps({ hand: true }, {})).toEqual([{ do: 'updateSelf', change: { hand: true } }]);
  expect(steps({ hand: true }, { hand: 5 })).toEqual([]);
  expect(steps({ hand: false }, { hand: 5 })).toEqual([{ do: 'updateSelf', change: { hand: false } }]);
  expect(steps({ hand: false }, {})).toEqual([]);
});

test('name and hand go in one request', () => {
  expect(steps({ name: 'Ada', hand: true }, {})).toEqual([{ do: 'updateSelf', change: { name: 'Ada', hand: true } }]);
});
