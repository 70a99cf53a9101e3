import { describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { executeOwn } from '../../../widget/src/client/own-requests.js';
import type { Step } from '../../../widget/src/client/reconcile.js';
import type { ErrorCode } from '../../../widget/src/protocol/index.js';
import { EVERYTHING, factOf } from '../../helpers/facts.js';

const receive = { ...EVERYTHING, peers: ['bob'] };
const STEPS: Step[] = [
  { do: 'updateSubscriptions', receive },
  { do: 'updateSelf', change: { name: 'Ada' } },
];

const refusing = (code: ErrorCode) => ({ request: vi.fn().mockRejectedValue(new RoomError(code)) });

describe.each(STEPS)('$do', (step) => {
  test.each(['payload-invalid', 'payload-too-large'] satisfies ErrorCode[])(
    'that is refused with %s is told, and counts as done: the same would be refused again',
    async (code) => {
      const onRefused = vi.fn<(error: RoomError) => void>();
      const patch = await executeOwn(step, refusing(code), onRefused);
      expect(onRefused).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code }));
      const fact = patch?.(factOf());
      expect(step.do === 'updateSelf' ? fact?.self.name : fact?.receive).toEqual(
        step.do === 'updateSelf' ? 'Ada' : receive,
      );
    },
  );

  test('that fails otherwise is asked again', async () => {
    const onRefused = vi.fn();
    await expect(executeOwn(step, refusing('server-error'), onRefused)).rejects.toMatchObject({ code: 'server-error' });
    expect(onRefused).not.toHaveBeenCalled();
  });
});

test('any other step is none of its business', async () => {
  expect(await executeOwn({ do: 'renewTransports' }, refusing('server-error'), vi.fn())).toBeNull();
});
