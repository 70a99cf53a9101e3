import type { Context } from './context.js';

/** What was found out about one thing. */
export interface Finding {
  /** `problem`: calls fail for somebody. `warning`: they may. */
  readonly level: 'ok' | 'warning' | 'problem';
  /** One sentence. */
  readonly text: string;
  /** What to do about it, in one line; null where there is nothing to do. */
  readonly fix: string | null;
}

/** One thing that is looked at. */
export interface Check {
  /** A word or two, for the report. */
  readonly name: string;
  /** Never rejects for what is wrong with the set-up: that is a finding. */
  run(context: Context): Promise<Finding[]>;
}

export const ok = (text: string): Finding => ({ level: 'ok', text, fix: null });
export const warning = (text: string, fix: string): Finding => ({ level: 'warning', text, fix });
export const problem = (text: string, fix: string): Finding => ({ level: 'problem', text, fix });
