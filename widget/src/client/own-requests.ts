import type { ErrorCode } from '../protocol/errors.js';
import { RoomError } from './errors.js';
import type { Fact } from './fact.js';
import type { Step } from './reconcile.js';
import type { Signaling } from './signaling.js';

/** The same would be answered again. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['payload-invalid', 'payload-too-large', 'not-permitted']);

/**
 * Does a step that concerns no media, and tells what the fact is after it; null for any other step.
 * @param onRefused the same request would be refused again, so it counts as done
 */
export async function executeOwn(
  step: Step,
  signaling: Pick<Signaling, 'request'>,
  onRefused: (error: RoomError) => void,
): Promise<((fact: Fact) => Fact) | null> {
  const unlessRefused = (error: unknown): null => {
    if (!(error instanceof RoomError && REFUSALS.has(error.code))) throw error;
    onRefused(error);
    return null;
  };
  switch (step.do) {
    case 'updateSubscriptions': {
      await signaling.request('updateSubscriptions', step.receive).catch(unlessRefused);
      return (fact) => ({ ...fact, receive: step.receive });
    }
    case 'updateSelf': {
      const { name, hand } = step.change;
      const answer = await signaling.request('updateSelf', step.change).catch(unlessRefused);
      const raised = answer?.hand ?? (hand ? Date.now() : null);
      return (fact) => ({
        ...fact,
        self: { ...fact.self, name: name ?? fact.self.name, hand: hand === undefined ? fact.self.hand : raised },
      });
    }
    default:
      return null;
  }
}
