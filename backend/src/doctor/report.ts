import type { Reported } from './run-checks.js';

const SIGNS: Record<Reported['level'], string> = { ok: 'ok', warning: 'WARNING', problem: 'PROBLEM' };

/** Wide enough for the signs and for the names of the checks. */
const COLUMNS = { sign: 9, check: 19 };

/** One finding for a person at a terminal: what was found, and below it what to do. */
export function reportLine({ check, level, text, fix }: Reported): string {
  const indent = ' '.repeat(COLUMNS.sign + COLUMNS.check);
  const line = `${SIGNS[level].padEnd(COLUMNS.sign)}${check.padEnd(COLUMNS.check)}${text}\n`;
  return fix === null ? line : `${line}${indent}-> ${fix}\n`;
}

/** The last line: how many of which. */
export function summary(findings: readonly Reported[]): string {
  const count = (level: Reported['level'], word: string): string[] => {
    const number = findings.filter((finding) => finding.level === level).length;
    return number === 0 ? [] : [`${String(number)} ${word}${number === 1 ? '' : 's'}`];
  };
  const found = [...count('problem', 'problem'), ...count('warning', 'warning')];
  return found.length === 0 ? 'No problems.\n' : `${found.join(', ')}.\n`;
}
