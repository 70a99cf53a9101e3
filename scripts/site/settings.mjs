import { escapeHtml, table } from './html.mjs';

/**
 * Every setting of the server, from the table that its flags and its help come from.
 *
 * @returns {Promise<string>}
 */
export async function settingsTable() {
  const { SETTING_NAMES, settingOf, flagOf, envOf } = await import('../../backend/dist/config.js');
  return table(
    'Settings of the server',
    ['flag', 'environment', 'default', 'meaning'],
    SETTING_NAMES.map((/** @type {Parameters<typeof settingOf>[0]} */ name) => {
      const { placeholder, description, form, default: value, defaultDescription } = settingOf(name);
      const isSwitch = form === 'boolean' && value === true;
      const flag = isSwitch ? flagOf(name).replace('--', '--no-') : `${flagOf(name)} <${placeholder}>`;
      const shown = defaultDescription ?? (Array.isArray(value) ? value.join(',') : String(value));
      return [code(flag), code(envOf(name)), escapeHtml(shown), escapeHtml(description)];
    }),
  );
}

/** @param {string} text */
function code(text) {
  return `<code>${escapeHtml(text)}</code>`;
}
