import { Command } from 'commander';
import { loadConfig } from '../config.js';
import { addSettings, settingsOf } from './settings-options.js';

const EXAMPLES = `
Examples:
  sfu-room doctor --host 0.0.0.0 --announced-address 203.0.113.7 --secret "$SECRET"
  sfu-room doctor --config rooms.json
  sfu-room doctor --config rooms.json --json | jq '.findings[] | select(.level == "problem")'

It ends with 0, with 1 where there is a problem, with 2 for settings that are wrong.`;

/** `sfu-room doctor`: takes the settings of `serve`, and says what of them will not work on this machine. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('Look for what will keep calls from working, with the settings of serve.')
    .usage('[settings]');
  addSettings(command).option('--json', 'Print the findings as JSON').addHelpText('after', EXAMPLES);
  return command.action(async () => {
    const config = loadConfig(settingsOf(command));
    // Loaded late, as the media engine comes with it.
    const { openContext } = await import('../doctor/open-context.js');
    const { runChecks } = await import('../doctor/run-checks.js');
    const { reportLine, summary } = await import('../doctor/report.js');
    const { context, close } = openContext(config);
    const asJson = command.getOptionValue('json') === true;
    try {
      const findings = [];
      for await (const finding of runChecks(context)) {
        findings.push(finding);
        if (!asJson) process.stdout.write(reportLine(finding));
      }
      process.stdout.write(asJson ? `${JSON.stringify({ findings }, null, 2)}\n` : `\n${summary(findings)}`);
      if (findings.some(({ level }) => level === 'problem')) process.exitCode = 1;
    } finally {
      await close();
    }
  });
}
