import { announcedAddress } from './announced-address.js';
import { clock } from './clock.js';
import type { Context } from './context.js';
import { fileDescriptors } from './file-descriptors.js';
import { warning, type Check, type Finding } from './finding.js';
import { mediaPorts } from './media-ports.js';
import { tls } from './tls.js';
import { turn } from './turn.js';
import { worker } from './worker.js';

/** In the order in which a person would ask. */
const CHECKS: readonly Check[] = [worker, announcedAddress, mediaPorts, tls, turn, clock, fileDescriptors];

/** What a report has a line of. */
export interface Reported extends Finding {
  readonly check: string;
}

/** Looks at everything; in the order of the checks, each as soon as those before it are done. */
export async function* runChecks(context: Context, checks: readonly Check[] = CHECKS): AsyncGenerator<Reported> {
  // All at once: some wait seconds for an answer that does not come.
  const running = checks.map((check) => ({ check, findings: runOne(check, context) }));
  for (const { check, findings } of running) {
    for (const finding of await findings) yield { check: check.name, ...finding };
  }
}

async function runOne(check: Check, context: Context): Promise<Finding[]> {
  try {
    return await check.run(context);
  } catch (error) {
    // A mistake of the check must not hide what the others found.
    return [warning(`This check did not come to an end (${String(error)}).`, 'please report it')];
  }
}
